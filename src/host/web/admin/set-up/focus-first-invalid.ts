/**
 * Gives the focus to the first input that is marked as invalid. A form may mark it only after the refusal has arrived: then it
 * has the focus as soon as it is marked, unless somebody types first.
 *
 * @returns ends the waiting.
 */
export function focusFirstInvalid(form: HTMLFormElement): () => void {
  const focus = () => {
    const input = form.querySelector<HTMLElement>('[aria-invalid=true]');
    if (!input) return;
    stop();
    input.focus();
  };
  const observer = new MutationObserver(focus);
  const stop = () => {
    observer.disconnect();
    form.removeEventListener('input', stop);
  };
  observer.observe(form, { subtree: true, childList: true, attributeFilter: ['aria-invalid'] });
  form.addEventListener('input', stop);
  focus();
  return stop;
}
