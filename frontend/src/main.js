import htmx from "htmx.org/dist/htmx.esm.js";
import "./main.css";
import { behave } from "./behaviours.js";

// The content security policy allows neither eval nor inline styles.
htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
// Pages of one person must not lie in the store of a shared computer: going back asks the server.
htmx.config.historyCacheSize = 0;
htmx.config.refreshOnHistoryMiss = true;
htmx.config.scrollIntoViewOnBoost = false;
// Refusals come with their status and are shown (htmx 2 would drop them).
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "(400|403|404|409|413|422|429)", swap: true, error: false },
  { code: "...", swap: false, error: true },
];

htmx.onLoad(behave);

document.body.addEventListener("htmx:responseError", () => tell("server-trouble"));
document.body.addEventListener("htmx:sendError", () => tell("network-trouble"));

function tell(template) {
  const slot = document.getElementById("refusal");
  const text = document.getElementById(template);
  if (!slot || !text) return;
  slot.replaceChildren(text.content.cloneNode(true));
  slot.scrollIntoView({ block: "nearest" });
}
