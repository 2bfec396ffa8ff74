// Tables dropped on fascicles in the views: the fascicle under the pointer is shown as pointed at, and gets the file.
import type { Selected } from './selection';

export interface TableDropView {
  fascicleUnder: (event: DragEvent) => string | null;
  readonly onHover?: (selected: Selected | null) => void;
  /** Absent: nothing can be dropped. */
  readonly onDropTable?: (fascicleId: string, file: File) => void;
}

/** Listeners for the element that shows the fascicles. A drop beside them goes on to the window, which says where it belongs. */
export function tableDrop(view: TableDropView): { ondragover: (event: DragEvent) => void; ondragleave: () => void; ondrop: (event: DragEvent) => void } {
  const target = (event: DragEvent): string | null => (view.onDropTable ? view.fascicleUnder(event) : null);
  return {
    ondragover: (event) => {
      const id = target(event);
      view.onHover?.(id === null ? null : { kind: 'fascicle', id });
    },
    ondragleave: () => view.onHover?.(null),
    ondrop: (event) => {
      const [id, file] = [target(event), event.dataTransfer?.files[0]];
      view.onHover?.(null);
      if (id === null || !file) return;
      event.preventDefault();
      event.stopPropagation();
      view.onDropTable?.(id, file);
    },
  };
}
