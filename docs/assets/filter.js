// Above the tables of rules.md: a field that hides the rows without the words in it, and families without such rows.
function headingAbove(table) {
  let each = table;
  while (each && each.tagName !== "H2") each = each.previousElementSibling || each.parentElement;
  return each;
}

document$.subscribe(() => {
  const tables = [...document.querySelectorAll("article table")];
  const heading = document.querySelector("article h1");
  if (!location.pathname.endsWith("/rules/") || !heading || !tables.length) return;
  const field = document.createElement("input");
  field.type = "search";
  field.placeholder = "Filter: a name, a code, a severity, safe …";
  field.setAttribute("aria-label", "Filter the rules");
  field.style.cssText = "width: 100%; padding: .6em; font: inherit; color: inherit; background: transparent; border: 1px solid; border-radius: .2em";
  const families = tables.map((table) => [table, headingAbove(table)]);
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/);
    for (const row of document.querySelectorAll("article tbody tr")) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
    }
    for (const [table, title] of families) {
      const display = table.querySelector("tbody tr:not([hidden])") ? "" : "none";
      for (const each of [table, title]) if (each) each.style.display = display;
    }
  });
  heading.after(field);
});
