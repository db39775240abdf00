/**
 * How the widget looks, as a constructed style sheet: a strict content security policy of the host lets it stand. An
 * `!important` rule on `:host` wins over any of the host page's, and `initial` leaves nothing to inherit. Sizes are in
 * `em` of the size that the person chose in the browser.
 */
export const STYLES = `
:host{all:initial!important;color-scheme:light dark!important}
.left,.right{--ink:#0b0c0c;--paper:#fff;--edge:#505a5f;--main:#0f5499;font:1em/1.3 Arial,sans-serif;color:var(--ink)}
.open,[role=dialog]{position:fixed;z-index:2147483647;box-sizing:border-box}
.open{bottom:1em;right:1em}
[role=dialog]{display:flex;flex-direction:column;bottom:5em;right:1em;width:26em;height:min(40em,100% - 6em);
background:var(--paper);border:2px solid var(--edge)}
.left>*{right:auto;left:1em}
.large{width:min(48em,100% - 2em);height:calc(100% - 6em)}
[hidden]{display:none}
.bar{display:flex;flex-wrap:wrap;align-items:center;gap:.5em;padding:.5em 1em;border-bottom:1px solid var(--edge)}
h2{flex:1;margin:0;font-size:1.1875em}
iframe{flex:1;width:100%;min-height:0;border:0;background:var(--paper)}
button{min-height:2.75em;padding:0 1em;font:inherit;cursor:pointer;color:var(--ink);background:var(--paper);
border:2px solid var(--edge)}
.open{font-weight:bold;color:#fff;background:var(--main);border-color:#fff}
button:hover{text-decoration:underline}
button:focus-visible{outline:3px solid #fd0;outline-offset:0;color:#0b0c0c;background:#fd0;
border-color:#0b0c0c;box-shadow:inset 0 0 0 1px #0b0c0c}
@media(prefers-color-scheme:dark){.left,.right{--ink:#fff;--paper:#0b0c0c;--edge:#b1b4b6}}
@media(max-width:40em),(max-height:30em){[role=dialog]{inset:0;width:100%;height:100%;border:0}.size{display:none}}
@media(forced-colors:active){button:focus-visible{outline-color:Highlight}}
@media print{.left,.right{display:none}}
`;
