// Both languages are in the page; an attribute of the root element says which one is shown. Loaded before the body, so that nothing flickers.
"use strict";

const Language = {
  key: "kehoach language",
  get current() { return document.documentElement.dataset.language || "vi"; },

  set(language) {
    document.documentElement.dataset.language = language;
    try { localStorage.setItem(this.key, language); } catch { /* storage may be forbidden; the page works without */ }
    for (const name of ["title", "placeholder", "aria-label"]) {
      for (const element of document.querySelectorAll(`[data-en-${name}]`)) {
        const kept = `data-vi-${name}`;
        if (!element.hasAttribute(kept)) element.setAttribute(kept, element.getAttribute(name));
        element.setAttribute(name, element.getAttribute(language === "en" ? `data-en-${name}` : kept));
      }
    }
  },
};

try { document.documentElement.dataset.language = localStorage.getItem(Language.key) || "vi"; } catch { document.documentElement.dataset.language = "vi"; }
document.addEventListener("DOMContentLoaded", () => {
  Language.set(Language.current);
  document.getElementById("language").addEventListener("click", () => Language.set(Language.current === "vi" ? "en" : "vi"));
});
