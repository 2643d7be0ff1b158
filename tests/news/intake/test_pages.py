"""Pages that were saved: the text comes in, what a site puts around every text stays out."""

import pytest

from news.intake import read_release

TITLE = "Drug Slows Growth of Neuroendocrine Tumors"
TEXT = (
    "The drug slowed the growth of tumors in a phase III trial of 298 patients, the group reports."
    " It was stopped early because the difference was clear, and the placebo group was offered it."
)
MORE = "More will follow, the group says, when all patients have been followed for five years."
WORDPRESS = f"""<!DOCTYPE html><html><head><title>{TITLE} - Example</title></head>
<body class="single">
<a class="skip-link screen-reader-text" href="#content">Skip to content</a>
<header id="masthead" class="site-header"><p class="site-title">Example Group</p><nav><ul><li>Home
</li></ul></nav><form role="search"><label>Search for:</label></form></header>
<div id="content"><div class="breadcrumbs">Home » News</div><main id="main"><article class="post">
<header class="entry-header"><h1>{TITLE}</h1><div class="entry-meta">
<span class="posted-on">Posted on
<time datetime="2025-03-26">March 26, 2025</time></span><span class="byline"> by Joe</span></div>
</header><div class="sharedaddy sd-sharing-enabled">
<h3>Share this:</h3><ul><li>Twitter</li></ul></div>
<div class="entry-content"><p>{TEXT}</p><p>{MORE}</p></div>
<footer class="entry-footer"><span class="cat-links">Posted in News</span></footer></article>
<div id="comments"><h2>Leave a Reply</h2><p>Your email address will not be published.</p></div>
</main>
<aside id="secondary" class="widget-area"><h2>Recent Posts</h2></aside></div>
<footer id="colophon"><p>Proudly powered by WordPress</p></footer>
<div id="cookie-law-info-bar">We use cookies. <a>Accept</a></div></body></html>"""
DRUPAL = f"""<html><head><title>{TITLE} | Example</title></head><body><a class="visually-hidden"
href="#main-content">Skip to main content</a><header role="banner">Example</header>
<main role="main">
<div class="region-breadcrumb"><h2 class="visually-hidden">Breadcrumb</h2><ol><li>Home</ol></div>
<h1>{TITLE}</h1><article><div><time datetime="2025-03-26">March 26, 2025</time></div>
<div class="addtoany_list"><a>Facebook</a><a>X</a></div><div class="field--name-body"><p>{TEXT}</p>
<p>{MORE}</p></div></article></main><footer role="contentinfo">Privacy policy</footer>
<div id="onetrust-banner-sdk" role="alertdialog"><p>This website uses cookies.</p></div>
</body></html>"""
BUILDER = f"""<html><body class="page social-share-on has-footer">
<div class="elementor-widget-wrap">
<div class="elementor-widget"><h1>{TITLE}</h1></div><div class="elementor-widget"><p>March 26, 2025
</p><p>{TEXT}</p><p>{MORE}</p></div></div><div class="elementor-location-footer">Contact us
</div></body>
</html>"""
OLD = f"""<html><body><div id="sidebar"><h3>Links</h3><ul><li>One</ul></div><div id="content">
<h1>{TITLE}</h1><p>March 26, 2025<p>{TEXT}<p>{MORE}</div>
<div id="footer">Copyright 2010 Example.</div>
</body></html>"""
LETTER = f"""<html><head><title>News</title></head><body><table><tr><td><a href="https://us1.campaign-\
archive.com/?e=1">View this email in your browser</a></td></tr></table>
<table><tr><td><h1>{TITLE}</h1>
<p>March 26, 2025</p><p>{TEXT}</p><p>{MORE}</p></td></tr></table><table id="templateFooter"><tr><td>
<em>Copyright © 2025 Example, All rights reserved.</em><br><br>Our mailing address is:<br>1 Main St
<br><br>You can <a href="https://x.example">unsubscribe</a>.</td></tr></table>
<table><tr><td><a href="https://facebook.com/x">Facebook</a> <a href="https://x.com/x">X</a></table>
</body></html>"""


@pytest.mark.parametrize("page", [WORDPRESS, DRUPAL, BUILDER, OLD, LETTER])
def test_only_the_text_comes_in(page: str) -> None:
    draft = read_release("r.html", page)
    assert (draft.title, draft.dated) == (TITLE, "2025-03-26")
    assert draft.body == f"{TEXT}\n\n{MORE}"
    assert draft.notes == ()


@pytest.mark.parametrize("name", ["footer", "share", "comments", "cookie-page", "sidebar"])
def test_a_text_is_no_furniture_whatever_it_is_called(name: str) -> None:
    page = f"<h1>{TITLE}</h1><div class='{name}'><p>{TEXT}</p><p>{MORE}</p></div>"
    assert read_release("r.html", page).body == f"{TEXT}\n\n{MORE}"


def test_several_articles_of_a_page_are_all_kept() -> None:
    articles = f"<article><p>{TEXT}</p></article><article><p>{MORE}</p></article>"
    page = f"<main><h1>{TITLE}</h1>{articles}</main>"
    assert read_release("r.html", page).body == f"{TEXT}\n\n{MORE}"
