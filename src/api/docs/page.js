// Comfort only: the page is whole without it.
const narrow = matchMedia("(max-width: 60rem)");
const toc = document.querySelector(".toc");
const say = document.getElementById("say");

// Examples call the server under the name by which the reader reached it.
if (location.protocol.startsWith("http")) {
    for (const base of document.querySelectorAll(".base")) base.textContent = location.origin;
}

const fold = () => { toc.open = !narrow.matches; };
fold();
narrow.addEventListener("change", fold);
toc.addEventListener("click", (event) => {
    if (narrow.matches && event.target.closest("a")) toc.open = false;
});

for (const block of navigator.clipboard ? document.querySelectorAll(".command") : []) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(block.querySelector("code").textContent);
        button.textContent = "Copied";
        say.textContent = "Copied";
        setTimeout(() => { button.textContent = "Copy"; say.textContent = ""; }, 1500);
    });
    block.append(button);
}

// The contents follow the reader.
const links = new Map([...toc.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
let current;
const follow = new IntersectionObserver((entries) => {
    const entered = entries.find((entry) => entry.isIntersecting);
    const link = entered && links.get(entered.target.id);
    if (!link || link === current) return;
    current?.removeAttribute("aria-current");
    current = link;
    link.setAttribute("aria-current", "true");
    if (!narrow.matches) link.scrollIntoView({ block: "nearest" });
}, { rootMargin: "-10% 0px -80%" });
for (const part of document.querySelectorAll("main > section:not(:has(article)), article")) follow.observe(part);
