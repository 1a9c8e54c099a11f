// What a click was made with. The click event itself doesn't say it before Firefox 129 and Safari 18.2, and in Safari
// 18.2 and 18.3 it says "mouse" of fingers.

let last = "";
addEventListener(
  "pointerdown",
  (event) => {
    last = event.pointerType;
  },
  { capture: true },
);

/**
 * Return what a click was made with: "mouse", "touch" or "pen", or "" for keys and scripts.
 * @param {Event} click
 */
export function pointerOf(click) {
  return click instanceof MouseEvent && click.detail > 0 ? last : "";
}
