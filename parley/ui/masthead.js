// Name and pages at the top. Links are real ones, so that they open in another tab or window and can be copied; a plain click stays in
// this session, which keeps what is loaded. Streamlit calls the default export again at every change of its data, with the same element.

export default function (component) {
  const { parentElement, setStateValue, setTriggerValue } = component;
  const data = JSON.parse(new TextDecoder().decode(component.data));
  const top = parentElement.querySelector(".top") ?? newTop(parentElement, data.titles);
  top.querySelector(".negotiation").textContent = data.negotiation;
  top.go = (page) => setTriggerValue("page", page);
  for (const link of top.querySelectorAll("a")) {
    const page = link.dataset.page;
    link.href = `/${page}?${data.query}`;
    link.ariaCurrent = page === data.here ? "page" : null;
  }
  if (data.narrow !== null) tell(data.narrow, (narrow) => setStateValue("narrow", narrow));
  return follow(parentElement, data.state, (state) => setTriggerValue("changed", state));
}

function newTop(parent, titles) {
  const top = made("div", "top");
  const pages = made("nav");
  pages.setAttribute("aria-label", "Pages");
  for (const [page, title] of Object.entries(titles)) {
    const link = made("a", "", title);
    link.dataset.page = page;
    pages.append(link);
  }
  top.append(made("span", "wordmark", "Parley"), pages, made("span", "negotiation"));
  top.addEventListener("click", (click) => choose(top, click));
  parent.append(top);
  return top;
}

function made(tag, name = "", text = "") {
  const element = document.createElement(tag);
  element.className = name;
  element.textContent = text;
  return element;
}

function choose(top, click) {
  const link = click.target.closest("a");
  if (!link || click.button || click.ctrlKey || click.metaKey || click.shiftKey || click.altKey) return;
  click.preventDefault();
  top.go(link.dataset.page);
}
