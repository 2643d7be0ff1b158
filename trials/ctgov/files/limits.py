"""How much of a file is taken: far more than the registry writes, far less than a machine holds."""

MEGABYTE = 1_000_000

# Read at once: large enough that the reading costs little, and small beside everything else.
CHUNK = 64 * 1024

# Of one study as text. Those with the longest results have a few megabytes. In memory a study takes
# three times as much, one made of empty objects thirty times: this bounds the memory of an import.
MOST_STUDY = 32 * MEGABYTE
# Topmost keys of a study or a page: a study has six.
MOST_KEYS = 10_000
# In a row, that are no studies: such a list would give as many refusals as it has commas.
MOST_OTHERS = 10_000
# Of a line of .jsonl: it holds one study, or a page of the API that is no larger.
MOST_LINE = MOST_STUDY

# Of the first line of what has no ending, by which lines of studies are told from one document.
MOST_HEAD = 8 * MEGABYTE

# A bomb is what unpacks to more than both. Records pack to a tenth, lists of like ones to a
# fiftieth; the worst that deflate can do is a thousandth.
MOST_UNPACKED = 64 * MEGABYTE
MOST_TIMES = 200

# Of the list of members at a zip's end, which is held in memory: the whole registry with a member
# for each study has 50 MB.
MOST_DIRECTORY = 64 * MEGABYTE

# Of one number: Python stops at 4,300 by itself, the registry's longest have a dozen.
MOST_DIGITS = 1000
