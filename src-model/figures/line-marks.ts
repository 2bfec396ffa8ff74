// How lines of a plot stay apart without their colours, on a grey printer or for a colour-blind reader: in figures and in the window alike.

const MARKS = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect', 'emptyTriangle'] as const;
/** Longer lines are drawn without their points. */
const MOST_MARKED = 60;

export const markOf = (line: number): (typeof MARKS)[number] => MARKS[line % MARKS.length];

/** Symbol of a line of `points` points for ECharts; 'none' where the marks would hide the line. */
export const lineMark = (line: number, points: number): (typeof MARKS)[number] | 'none' => (points <= MOST_MARKED ? markOf(line) : 'none');
