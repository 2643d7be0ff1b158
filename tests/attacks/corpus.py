"""Texts that would be code if an exit forgot to write them as text. They would run `zzx`."""

SCRIPTS = (
    "<script>zzx()</script>",
    '"><script>zzx()</script>',
    "'><img src=x onerror=zzx()>",
    "</title></textarea></style></script><script>zzx()</script>",
    "<svg/onload=zzx()>",
    "<ScRiPt\n>zzx()</sCrIpT\t>",
    "--><zzx onload=zzx()>",
    "]]><zzx/><![CDATA[",
    '" onmouseover="zzx()" zzx="',
    "' onfocus='zzx()' autofocus='",
    "` onload=zzx() zzx=`",
    '<a href="javascript:zzx()">a</a>',
    "<a href='jAvA\tScRiPt:zzx()'>a</a>",
    "<iframe srcdoc='<script>zzx()</script>'></iframe>",
    "<math><mtext><table><mglyph><style><!--</style><img src onerror=zzx()>",
    "<form action=javascript:zzx()><button formaction=javascript:zzx()>",
    "<base href=//zzx.example/><link rel=stylesheet href=//zzx.example>",
    "<meta http-equiv=refresh content='0;url=javascript:zzx()'>",
    "&lt;script&gt;zzx()&lt;/script&gt;",
    "&#60;script&#62;zzx()&#60;/script&#62;",
    "%3Cscript%3Ezzx()%3C/script%3E",
    "\\u003cscript\\u003ezzx()\\u003c/script\\u003e",
    "<!--<script>zzx()//-->",
    "<?xml-stylesheet href='javascript:zzx()'?>",
    "<!DOCTYPE zzx [<!ENTITY zzx SYSTEM 'file:///etc/passwd'>]>&zzx;",
    "{{zzx}}{%load zzx%}{#zzx#}${zzx}#{zzx}<%=zzx%>",
    "\u2028\u2029<zzx>",
    "<style>@import '//zzx.example';*{x:expression(zzx())}</style>",
)
MARKDOWN = (
    "[a](javascript:zzx()) [a](JaVaScRiPt&colon;zzx()) [a](data:text/html,<script>zzx()</script>)",
    '![a](javascript:zzx()) ![a](x"onerror="zzx()) <javascript:zzx()> <zzx@x.example>',
    "[a]: javascript:zzx()\n\n[a] [a](vbscript:zzx 'a\" onload=\"zzx()')",
    '```"onload=zzx()\n</code><script>zzx()</script>\n```\n\n<div onclick=zzx()>\n\n# a\n\n</div>',
    "| a |\n|---|\n| <img src=x onerror=zzx()> |\n\n`<script>zzx()</script>` &lt;zzx&gt;",
)
TEXTS = (*SCRIPTS, *MARKDOWN)
SHORT = 60
"""Of the smallest free texts; longer ones get several."""


def sheets(at_most: int) -> list[str]:
    """All texts, as many together as fit, so that every one of them fits somewhere."""
    made = [""]
    for text in TEXTS:
        if len(made[-1]) + len(text) + 1 > at_most and made[-1]:
            made.append("")
        made[-1] = f"{made[-1]} {text}".strip()
    return made
