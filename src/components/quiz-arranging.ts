/**
 * What two kinds of questions need beyond a form, loaded with the first of them: items that change places, and a drawing that is pointed
 * at. Without it both are plain forms, with a number for each place and a list of the parts.
 */

class QuizOrder extends HTMLElement {
  connectedCallback(): void {
    for (const button of this.querySelectorAll<HTMLButtonElement>('[data-move]')) {
      button.addEventListener('click', () => {
        const item = button.closest('li');
        if (button.dataset.move === 'up') item?.previousElementSibling?.before(item);
        else item?.nextElementSibling?.after(item);
        button.focus();
        // The form that is sent says the same as the list that is seen.
        for (const [index, place] of this.querySelectorAll<HTMLInputElement>('input').entries()) place.value = String(index + 1);
      });
    }
  }
}

const svg = 'http://www.w3.org/2000/svg';
/** Units of the drawing around a part that count as the part: thin lines are hard to hit. */
const margin = 6;

/** The list of parts is the form; the drawing is another way to it, for a pointer. What has the focus in the list is framed in the drawing. */
class QuizPoint extends HTMLElement {
  connectedCallback(): void {
    const inputs = [...this.querySelectorAll<HTMLInputElement>('input[type="radio"]')];
    for (const input of inputs) {
      const part = this.querySelector<SVGGraphicsElement>(`[data-region="${input.value}"]`);
      if (part === null) continue;
      const region = framed(part);
      region.addEventListener('click', () => {
        input.checked = true;
        this.#mark(inputs);
      });
      for (const event of ['focus', 'blur', 'change']) input.addEventListener(event, () => this.#mark(inputs));
    }
    this.#mark(inputs);
  }

  #mark(inputs: readonly HTMLInputElement[]): void {
    for (const input of inputs) {
      const frame = this.querySelector(`[data-frame="${input.value}"]`);
      frame?.toggleAttribute('data-chosen', input.checked);
      frame?.toggleAttribute('data-focused', input.matches(':focus-visible'));
    }
  }
}

/** A group around the part that has a frame of its size. */
function framed(part: SVGGraphicsElement): SVGGElement {
  const group = document.createElementNS(svg, 'g');
  group.setAttribute('class', 'quiz-region');
  group.dataset.frame = part.dataset.region ?? '';
  part.before(group);
  group.append(part);
  const { x, y, width, height } = group.getBBox();
  const frame = document.createElementNS(svg, 'rect');
  for (const [name, value] of Object.entries({
    x: x - margin,
    y: y - margin,
    width: width + 2 * margin,
    height: height + 2 * margin,
    rx: 4,
  }))
    frame.setAttribute(name, String(value));
  frame.setAttribute('class', 'quiz-frame');
  group.append(frame);
  return group;
}

customElements.define('mw-quiz-order', QuizOrder);
customElements.define('mw-quiz-point', QuizPoint);

// It is imported for what it does.
export {};
