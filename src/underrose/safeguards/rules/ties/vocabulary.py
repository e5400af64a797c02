"""The words by which names of places differ without meaning another place: a small table of our own, in English.

Other languages pass through unchanged: their accents, order and typing mistakes are forgiven all the same.
"""

from __future__ import annotations

from typing import Final

from underrose.safeguards.rules.ties.kinds import PERSON, Kind


def _pairs(words: str) -> dict[str, str]:
    return {short: long for short, _is, long in (pair.partition("=") for pair in words.split())}


LETTERS: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"})

DROPPED: Final = frozenset("the of at in for and on to a an y de la el du des".split())

SUFFIXES: Final = frozenset(
    "inc incorporated llc llp lp ltd limited corp corporation co company plc gmbh ag sa sarl bv pllc pc pty nv".split()
)

TITLES: Final = frozenset(
    "dr doctor prof professor mr mrs ms miss mx rev reverend pastor rabbi imam md phd psyd edd dsw lcsw lmsw lpc lmft "
    "lmhc mft rn np msw jr sr ii iii iv".split()
)

SHORT: Final = _pairs(
    "univ=university uni=university hosp=hospital dept=department inst=institute natl=national intl=international "
    "assn=association assoc=association associates=association mfg=manufacturing svc=service svcs=service ctr=center "
    "cntr=center centre=center bros=brothers elem=elementary sch=school coll=college tech=technology acad=academy "
    "ch=church meth=methodist presb=presbyterian bapt=baptist cath=catholic luth=lutheran cong=congregation mt=mount "
    "ft=fort gov=government govt=government mgmt=management med=medical ins=insurance fin=financial comm=community "
    "cmty=community co-op=coop rest=restaurant pharm=pharmacy lib=library theatre=theater jnr=junior grp=group "
    "mkt=market bldg=building cty=county n=north s=south e=east w=west ne=northeast nw=northwest se=southeast "
    "sw=southwest engr=engineering eng=engineering mem=memorial meml=memorial reg=regional regl=regional "
    "first=1 second=2 third=3 fourth=4 fifth=5 sixth=6 seventh=7 eighth=8 ninth=9 tenth=10"
)
SHORT_IN: Final[dict[str, dict[str, str]]] = {
    Kind.SCHOOL: {
        "hs": "high school",
        "ms": "middle school",
        "ps": "public school",
        "st": "saint",
        "jhs": "junior high school",
    },
    Kind.FAITH: {"st": "saint", "sts": "saint", "umc": "united methodist church"},
    Kind.HOUSEHOLD: _pairs(
        "st=street ave=avenue av=avenue rd=road blvd=boulevard dr=drive ln=lane ct=court pl=place hwy=highway "
        "pkwy=parkway sq=square ter=terrace cir=circle"
    ),
    Kind.EMPLOYER: {"st": "saint"},
    Kind.WORKPLACE: {"st": "saint"},
    Kind.THERAPIST: {"counselling": "counseling"},
}
SHORT_IN[Kind.STREET] = SHORT_IN[Kind.HOUSEHOLD]

UNIT: Final = frozenset("apt apartment unit suite ste flat rm room floor fl".split())

# What many places share. Left out on one side it may be the same place; different on both it is another one.
SHARED: Final = frozenset(
    "group holding store shop restaurant cafe coffee clinic hospital center medical health healthcare care school high "
    "middle elementary primary secondary public university college academy institute church temple mosque synagogue "
    "chapel congregation community parish saint street avenue road boulevard drive lane court place highway parkway "
    "square terrace circle department city county state service system international national association foundation "
    "north south east west northeast northwest southeast southwest downtown government management insurance financial "
    "technology manufacturing regional memorial building campus branch office plant supercenter market supermarket "
    "bank library pharmacy theater methodist presbyterian baptist catholic lutheran episcopal orthodox united reformed "
    "engineering counseling therapy psychotherapy practice wellness partner brother solution consulting logistic "
    "industry enterprise product junior senior neighborhood district".split()
)

CALLED: Final = _pairs(
    "bob=robert rob=robert bobby=robert robbie=robert bill=william will=william billy=william liam=william "
    "dick=richard rick=richard rich=richard jim=james jimmy=james jamie=james jack=john johnny=john jon=jonathan "
    "tom=thomas tommy=thomas dave=david davey=david mike=michael mick=michael joe=joseph joey=joseph dan=daniel "
    "danny=daniel matt=matthew chris=christopher tony=anthony andy=andrew drew=andrew steve=steven stephen=steven "
    "ed=edward eddie=edward ted=edward ben=benjamin sam=samuel alex=alexander al=albert nick=nicholas pete=peter "
    "greg=gregory jeff=jeffrey ken=kenneth larry=lawrence ron=ronald don=donald tim=timothy pat=patricia "
    "patty=patricia trish=patricia kate=katherine kathy=katherine katie=katherine cathy=katherine "
    "catherine=katherine kathryn=katherine liz=elizabeth beth=elizabeth betty=elizabeth lisa=elizabeth "
    "sue=susan suzy=susan suzanne=susan peg=margaret peggy=margaret maggie=margaret meg=margaret jen=jennifer "
    "jenny=jennifer deb=deborah debbie=deborah debra=deborah barb=barbara becky=rebecca vicky=victoria "
    "vicki=victoria mandy=amanda abby=abigail jess=jessica cindy=cynthia sandy=sandra terry=theresa teresa=theresa "
    "nan=nancy ann=anne annie=anne pam=pamela kim=kimberly val=valerie chuck=charles charlie=charles hank=henry "
    "harry=henry fred=frederick gabe=gabriel nate=nathaniel nat=nathaniel zach=zachary josh=joshua"
)
NAMES_IN: Final = frozenset({PERSON, Kind.THERAPIST})
