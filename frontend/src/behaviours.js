// Small things that pages ask for by a data- attribute. Every page is whole without them.

const BEHAVIOURS = {
  "[data-chart]": (element) => import("./charts.js").then((charts) => charts.draw(element)),
  "[data-passkey]": (element) => import("./passkeys.js").then((passkeys) => passkeys.start(element)),
  "[data-select-all]": selectAll,
  "[data-close]": () => {}, // the click is heard below; without scripts the button stays hidden
  "[data-print]": (element) => element.addEventListener("click", () => window.print()),
  "[data-submit-on-change]": (element) =>
    element.addEventListener("change", () => element.form.requestSubmit()),
  "[data-until-fetched]": untilFetched,
  "[data-file]": nameFiles,
};

export function behave(root) {
  for (const [selector, start] of Object.entries(BEHAVIOURS)) {
    for (const element of found(root, selector)) {
      element.hidden = false;
      start(element);
    }
  }
}

function found(root, selector) {
  const inside = [...root.querySelectorAll(selector)];
  return root.matches?.(selector) ? [root, ...inside] : inside;
}

function selectAll(box) {
  const rows = () => box.closest("table").querySelectorAll("tbody input[type=checkbox]:not(:disabled)");
  box.addEventListener("change", () => {
    for (const row of rows()) row.checked = box.checked;
  });
}

// A form that is answered with a file leaves its page as it was: a cookie of the answer tells that it came.
function untilFetched(mark) {
  const form = mark.closest("form");
  form.addEventListener("submit", () => {
    document.cookie = "fetched=; Max-Age=0; Path=/";
    const watch = setInterval(() => {
      if (!/(^|; )fetched=/.test(document.cookie)) return;
      clearInterval(watch);
      location.reload();
    }, 500);
  });
}

// A browser labels its file button in its own language: ours stands over it, and says what was chosen.
function nameFiles(field) {
  const input = field.querySelector("input[type=file]");
  const shown = field.querySelector(".file-field-shown");
  const name = shown.querySelector(".file-field-name");
  const tell = () => {
    name.textContent = [...input.files].map((file) => file.name).join(name.dataset.join) || name.dataset.none;
  };
  input.addEventListener("change", tell);
  input.form?.addEventListener("reset", () => setTimeout(tell));
  shown.hidden = false;
  field.classList.add("is-dressed");
  tell();
}

// A panel (<details data-panel>) closes by Escape and by a click elsewhere.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const panel of openPanels()) {
    panel.open = false;
    panel.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const panel of openPanels()) {
    if (!panel.contains(event.target) || event.target.closest("[data-close]")) panel.open = false;
  }
});
// A form that brings a file leaves its page as it is, so its panel would stay open over it.
document.addEventListener("submit", ({ target }) => {
  if (target.hasAttribute("hx-post")) return;
  for (const panel of target.querySelectorAll("details[data-panel][open]")) panel.open = false;
});

// A refusal is told on the page, so the question that led to it steps aside.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id !== "refusal") return;
  for (const panel of openPanels()) panel.open = false;
});

function openPanels() {
  return document.querySelectorAll("details[data-panel][open]");
}
