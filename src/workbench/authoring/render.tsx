/** React and the editor, in a chunk that brings its style sheets along (src/components/mount-lab-editor.ts). */
import { createRoot } from 'react-dom/client';
import { LabEditor, type LabEditorProps } from './LabEditor.tsx';

export function render(place: HTMLElement, props: LabEditorProps): void {
  createRoot(place).render(<LabEditor {...props} />);
}
