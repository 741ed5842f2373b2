// Above the tables of rules.md: a field that hides the rows without the words in it.
document$.subscribe(() => {
  const tables = [...document.querySelectorAll("article table")];
  const heading = document.querySelector("article h1");
  if (!location.pathname.endsWith("/rules/") || !heading || !tables.length) return;
  const field = document.createElement("input");
  field.type = "search";
  field.placeholder = "Filter: a name, a code, a severity, safe …";
  field.setAttribute("aria-label", "Filter the rules");
  field.style.cssText = "width: 100%; padding: .6em; font: inherit; color: inherit; background: transparent; border: 1px solid; border-radius: .2em";
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/);
    for (const row of document.querySelectorAll("article tbody tr")) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
    }
  });
  heading.after(field);
});
