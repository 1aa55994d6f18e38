/** The sidebar as a drawer, where the window is too narrow to have it beside the conversation. */
export interface Drawer {
  open(): void;
  close(): void;
}

export function createDrawer(parts: {
  sidebar: HTMLElement;
  veil: HTMLElement;
  main: HTMLElement;
  opener: () => HTMLElement | null;
}): Drawer {
  const { sidebar, veil, main } = parts;
  const close = () => {
    if (!sidebar.classList.contains("open")) return;
    sidebar.classList.remove("open");
    veil.hidden = true;
    main.inert = false;
    parts.opener()?.focus();
  };
  veil.addEventListener("click", close);
  sidebar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  return {
    close,
    open() {
      sidebar.classList.add("open");
      veil.hidden = false;
      // What lies under the veil must not be reached by the keyboard either.
      main.inert = true;
      sidebar.querySelector<HTMLElement>("[aria-current='page'], button")?.focus();
    },
  };
}
