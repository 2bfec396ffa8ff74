// Every kind of invalid project gets a located message that says what to do; valid ones get none.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyProject } from '../../src-model/defaults';
import { electrodeSchema, fascicleSchema, projectSchema, type Electrode, type Fascicle, type Project } from '../../src-model/project';
import { validateProject } from '../../src-model/validate';

/** The nerve of the reference example: fascicle F1 (200 um at y -100) touches the axis, F2 (100 um at y 100), a LIFE in F2. */
function example(): Project {
  return projectSchema.parse({
    format: 'ranvier-project', version: 1,
    nerve: { lengthUm: 5000, diameterUm: 500 },
    fascicles: [circleFascicle('F1', -100, 0, 200), circleFascicle('F2', 100, 0, 100)],
    electrodes: [{ kind: 'life', id: 'LIFE 1', xUm: 2000, yUm: 100, zUm: 0 }],
    stimulation: {
      waveforms: [{ id: 'pulse', waveform: { kind: 'pulse', startMs: 0.1, durationMs: 0.1, amplitudeUa: -60 } }],
      drives: [{ contact: 'LIFE 1', waveform: 'pulse' }],
    },
    simulation: { durationMs: 3 },
  });
}

function circleFascicle(id: string, centerYUm: number, centerZUm: number, diameterUm: number): Fascicle {
  return fascicleSchema.parse({ id, shape: { kind: 'circle', centerYUm, centerZUm, diameterUm }, population: { kind: 'generated' } });
}

const electrode = (input: unknown): Electrode => electrodeSchema.parse(input);

/** "severity where | message" of each problem after a change to the example. */
function found(change: (project: Project) => void, project = example()): string[] {
  change(project);
  return validateProject(project).map((p) => `${p.severity} ${p.where} | ${p.message}`);
}

describe('valid projects', () => {
  it('the example, a pair of cuffs', () => {
    expect(found(() => undefined)).toEqual([]);
    expect(found((p) => {
      p.electrodes.push(electrode({ kind: 'cuff', id: 'C1', centerXUm: 1000 }), electrode({ kind: 'multi-contact-cuff', id: 'C2', centerXUm: 4000 }));
      p.stimulation.drives.push({ contact: 'C2/3', waveform: 'pulse', weight: -1 });
    })).toEqual([]);
  });

  it('an empty project says what is missing', () => {
    expect(validateProject(emptyProject('nerve')).map((p) => p.path.join('.'))).toEqual(['fascicles', 'stimulation.drives']);
    expect(validateProject(emptyProject('medium')).map((p) => p.path.join('.'))).toEqual(['fibers', 'stimulation.drives']);
  });
});

const polygon = (...verticesUm: [number, number][]): Fascicle['shape'] => ({ kind: 'polygon', verticesUm });

describe('geometry', () => {
  it.each<[string, (p: Project) => void, RegExp]>([
    ['fascicle outside the nerve', (p) => { p.fascicles[1] = circleFascicle('F2', 400, 0, 100); }, /error fascicle "F2" \| The fascicle lies outside the nerve \(diameter 500 um\); move it inside/],
    ['fascicle across the surface', (p) => { p.fascicles[1] = circleFascicle('F2', 220, 0, 100); }, /fascicle "F2" \| The fascicle reaches across the nerve's surface/],
    ['fascicle touching the surface', (p) => { p.fascicles[1] = circleFascicle('F2', 199.5, 0, 100); }, /only 0\.5 um from the nerve's surface/],
    ['fascicle larger than the nerve', (p) => { p.fascicles = [circleFascicle('F', 0, 0, 900)]; p.electrodes[0] = electrode({ kind: 'life', id: 'LIFE 1', xUm: 0, yUm: 0, zUm: 0 }); }, /larger than the nerve/],
    ['overlapping fascicles', (p) => { p.fascicles[1] = circleFascicle('F2', 40, 0, 100); }, /fascicle "F2" \| The fascicle overlaps fascicle "F1"/],
    ['contained fascicle', (p) => { p.fascicles.push(circleFascicle('F3', -100, 0, 20)); }, /fascicle "F3" \| The fascicle lies inside fascicle "F1"/],
    ['containing fascicle', (p) => { p.fascicles.unshift(circleFascicle('F0', -100, 10, 20)); }, /fascicle "F1" \| Fascicle "F0" lies inside this fascicle/],
    ['almost touching fascicles', (p) => { p.fascicles[1] = circleFascicle('F2', 50.25, 0, 100); p.electrodes[0] = electrode({ kind: 'life', id: 'LIFE 1', xUm: 0, yUm: 50, zUm: 0 }); }, /only 0\.25 um from fascicle "F1"/],
    ['self-crossing polygon', (p) => { p.fascicles[0].shape = polygon([-200, -50], [-100, 50], [-100, -50], [-200, 50]); }, /fascicle "F1" \| The outline crosses itself: the edge from corner 1 to 2 meets the edge from corner 3 to 4/],
    ['repeated corner', (p) => { p.fascicles[0].shape = polygon([-200, -50], [-100, 50], [-100, 50], [-200, 50]); }, /Corner 3 is at the same place as the one before it \(-100 um, 50 um\)/],
    ['thick perineurium', (p) => { p.fascicles[1].perineuriumThicknessUm = 30; }, /warning fascicle "F2" \| The perineurium \(30 um\) is thicker than 15 %/],
    ['bath not larger than the nerve', (p) => { p.nerve!.bathDiameterUm = 500; }, /error nerve \| The bath \(diameter 500 um\) is not larger than the nerve/],
    ['negative size', (p) => { p.nerve!.diameterUm = -500; }, /error nerve \| Diameter \(nerve\.diameterUm\) is -500 um; it must be greater than 0 um/],
    ['NaN', (p) => { p.fascicles[0] = circleFascicle('F1', 0, 0, 1); (p.fascicles[0].shape as { diameterUm: number }).diameterUm = NaN; }, /fascicle "F1" \| Diameter .* is NaN um; it must be a finite number/],
    ['zero polygon', (p) => { p.fascicles[0].shape = polygon([-100, 0], [-50, 0], [-10, 0]); }, /fascicle "F1" \| The outline crosses itself|no area/],
  ])('%s', (_name, change, expected) => expect(found(change).join('\n')).toMatch(expected));
});

describe('electrodes', () => {
  const life = (yUm: number, zUm: number, more: object = {}): Electrode => electrode({ kind: 'life', id: 'LIFE 1', xUm: 2000, yUm, zUm, ...more });
  it.each<[string, (p: Project) => void, RegExp]>([
    ['a LIFE at the origin, where the border of F1 passes', (p) => { p.electrodes[0] = life(0, 0); },
      /error electrode "LIFE 1" \| The electrode straddles the perineurium of fascicle "F1": its centre \(y = 0 um, z = 0 um\) is 0 um from the fascicle's border and its radius is 12\.5 um\. Move it wholly inside the fascicle \(at least 12\.5 um further in\) or wholly outside \(at least 12\.5 um further out\)/],
    ['a wire around a fascicle', (p) => { p.electrodes[0] = life(100, 0, { diameterUm: 120 }); }, /Fascicle "F2" lies inside the wire/],
    ['outside the nerve', (p) => { p.electrodes[0] = life(0, 400); }, /error electrode "LIFE 1" \| The electrode \(y = 0 um, z = 400 um\) lies outside the nerve/],
    ['across the surface', (p) => { p.electrodes[0] = life(0, 245); }, /reaches across the nerve's surface/],
    ['beyond the end', (p) => { p.electrodes[0] = life(100, 0, { xUm: 4500 }); }, /spans x = 4500 um to 5500 um, beyond the nerve \(x = 0 to 5000 um\)/],
    ['longer than the nerve', (p) => { p.electrodes[0] = life(100, 0, { xUm: 0, lengthUm: 9000 }); }, /The electrode is 9000 um long, longer than the nerve/],
    ['two overlapping LIFEs', (p) => { p.electrodes.push(electrode({ kind: 'life', id: 'L2', xUm: 2900, yUm: 110, zUm: 0 })); }, /error electrode "L2" \| The electrode overlaps electrode "LIFE 1"/],
    ['overlapping cuffs', (p) => { p.electrodes.push(electrode({ kind: 'cuff', id: 'C1', centerXUm: 1000 }), electrode({ kind: 'cuff', id: 'C2', centerXUm: 1150 })); }, /error electrode "C2" \| The cuff \(x = 1050 um to 1250 um with its insulator\) overlaps cuff "C1" .* by 50 um/],
    ['cuff longer than the nerve', (p) => { p.electrodes.push(electrode({ kind: 'cuff', id: 'C', centerXUm: 2500, contactLengthUm: 3000 })); }, /The cuff with its insulator is 6000 um long, longer than the nerve \(5000 um\)/],
    ['insulator beyond the end', (p) => { p.electrodes.push(electrode({ kind: 'cuff', id: 'C', centerXUm: 100, contactLengthUm: 150 })); }, /warning electrode "C" \| The cuff's insulator spans x = -50 um to 250 um; what lies beyond/],
    ['cuff thicker than the bath', (p) => { p.nerve!.bathDiameterUm = 800; p.electrodes.push(electrode({ kind: 'cuff', id: 'C', centerXUm: 2500, insulatorThicknessUm: 150 })); }, /The cuff is 150 um thick and reaches the bath's mantle \(150 um from the nerve\)/],
    ['contacts that overlap around the nerve', (p) => { p.electrodes.push(electrode({ kind: 'multi-contact-cuff', id: 'C', centerXUm: 2500, contactCount: 4, contactWidthUm: 400 })); }, /4 contacts of width 400 um overlap around the nerve \(diameter 500 um\); make them narrower than 353\.55 um/],
    ['a point on a perineurium', (p) => { p.electrodes.push(electrode({ kind: 'point', id: 'P', xUm: 10, yUm: 50, zUm: 0 })); }, /The point lies on the perineurium of fascicle "F2"/],
    ['a point outside the bath', (p) => { p.electrodes.push(electrode({ kind: 'point', id: 'P', xUm: 10, yUm: 0, zUm: 2600 })); }, /The point \(y = 0 um, z = 2600 um\) lies outside the bath \(diameter 5000 um\)/],
    ['a point in a cuff\'s wall', (p) => { p.electrodes.push(electrode({ kind: 'cuff', id: 'C', centerXUm: 1000 }), electrode({ kind: 'point', id: 'P', xUm: 1000, yUm: 0, zUm: 300 })); }, /Point electrode "P" lies inside the wall of cuff "C"/],
    ['a TIME contact across a perineurium', (p) => { p.electrodes.push(electrode({ kind: 'time', id: 'T', xUm: 1000, yUm: 100, zUm: 20, contactCount: 2, pitchUm: 90 })); }, /Contact 0 straddles the perineurium of fascicle "F2"/],
    ['TIME contacts that touch', (p) => { p.electrodes.push(electrode({ kind: 'time', id: 'T', xUm: 1000, yUm: 0, zUm: 130, contactCount: 2, pitchUm: 30, contactWidthUm: 30 })); }, /contacts \(width 30 um\) are not narrower than their pitch \(30 um\)/],
    ['a wire in a homogeneous medium', (p) => { p.nerve = undefined; p.medium = 'saline'; p.fascicles = []; }, /error electrode "LIFE 1" \| This kind of electrode needs a nerve/],
  ])('%s', (_name, change, expected) => expect(found(change).join('\n')).toMatch(expected));

  it('a TIME may pass through a perineurium between its contacts', () => {
    expect(found((p) => { p.electrodes.push(electrode({ kind: 'time', id: 'T', xUm: 1000, yUm: 100, zUm: 20, contactCount: 3, pitchUm: 80, contactWidthUm: 20 })); })).toEqual([]);
  });

  it('a LIFE is valid exactly when its disc misses every perineurium and the surface (500 random places)', () => {
    fc.assert(fc.property(fc.double({ min: -300, max: 300, noNaN: true }), fc.double({ min: -300, max: 300, noNaN: true }), (y, z) => {
      const radius = 12.5;
      const crosses = (cy: number, cz: number, r: number): boolean => Math.abs(Math.hypot(y - cy, z - cz) - r) <= radius;
      const valid = Math.hypot(y, z) < 250 - radius && !crosses(-100, 0, 100) && !crosses(100, 0, 50);
      expect(found((p) => { p.electrodes[0] = life(y, z); }).length === 0).toBe(valid);
    }), { numRuns: 500 });
  });
});

describe('stimulus', () => {
  const pulse = (startMs: number, durationMs: number, amplitudeUa: number) => ({ id: 'pulse', waveform: { kind: 'pulse' as const, startMs, durationMs, amplitudeUa } });
  it.each<[string, (p: Project) => void, RegExp]>([
    ['no drive', (p) => { p.stimulation.drives = []; }, /error stimulation \| There is no stimulus; drive a contact/],
    ['no electrode', (p) => { p.stimulation.drives = []; p.electrodes = []; }, /There is no stimulus; add an electrode/],
    ['unknown contact', (p) => { p.stimulation.drives[0].contact = 'LIFE1'; }, /error drive 1 \| There is no contact "LIFE1"\. Did you mean "LIFE 1"\? Contacts: LIFE 1\./],
    ['an electrode with several contacts', (p) => { p.electrodes.push(electrode({ kind: 'multi-contact-cuff', id: 'C', centerXUm: 500 })); p.stimulation.drives[0].contact = 'C'; }, /It has 4 contacts: name one of them, "C\/0" for the first/],
    ['unknown waveform', (p) => { p.stimulation.drives[0].waveform = 'pulsee'; }, /There is no waveform "pulsee"\. Did you mean "pulse"\?/],
    ['waveform after the simulated time', (p) => { p.stimulation.waveforms[0] = pulse(5, 1, -60); }, /warning waveform "pulse" \| The waveform begins at 5 ms, after the simulated time \(3 ms\)/],
    ['waveform beyond the simulated time', (p) => { p.stimulation.waveforms[0] = pulse(2, 5, -60); }, /warning waveform "pulse" \| The waveform lasts until 7 ms, beyond/],
    ['a waveform of zeros', (p) => { p.stimulation.waveforms[0] = pulse(0, 1, 0); }, /warning waveform "pulse" \| The waveform is 0 uA at all times/],
    ['a waveform of too many samples', (p) => { p.stimulation.waveforms[0] = { id: 'pulse', waveform: { kind: 'sine', startMs: 0, durationMs: 1e9, amplitudeUa: 1, frequencyKhz: 1, offsetUa: 0, phaseDeg: 0 } }; }, /error waveform "pulse" \| The waveform would need 1\.00e\+11 samples/],
    ['absurd current', (p) => { p.stimulation.waveforms[0] = pulse(0, 1, -1e6); }, /reaches 1000000 uA; more than/],
    ['contradicting samples', (p) => { p.stimulation.waveforms[0] = { id: 'pulse', waveform: { kind: 'samples', timesMs: [1, 0], valuesUa: [1, 2] } }; }, /error waveform "pulse" \| Sample 2 of a waveform is at 0 ms, before/],
    ['clamp on an unknown fascicle', (p) => { p.stimulation.clamps = [{ kind: 'current', position: 0, startMs: 0, durationMs: 1, amplitude: 1, fascicles: ['F9'] }]; }, /error clamp 1 \| There is no fascicle "F9"/],
  ])('%s', (_name, change, expected) => expect(found(change).join('\n')).toMatch(expected));

  it('clamps alone are a stimulus', () => {
    expect(found((p) => { p.stimulation.drives = []; p.stimulation.clamps = [{ kind: 'current', position: 0, startMs: 0, durationMs: 1, amplitude: 1 }]; })).toEqual([]);
  });
});

describe('populations, fibres, names, settings', () => {
  const population = (p: Project): Extract<Fascicle['population'], { kind: 'generated' }> => p.fascicles[0].population as Extract<Fascicle['population'], { kind: 'generated' }>;
  const explicit = (...axons: { myelinated: boolean; diameterUm: number; yUm?: number; zUm?: number }[]) => (p: Project): void => {
    p.fascicles[0].population = { kind: 'explicit', axons, placement: population(p).placement };
  };
  const single = (fiber: object, more: object = {}): Project => projectSchema.parse({
    format: 'ranvier-project', version: 1, medium: 'saline', fibers: [{ id: 'fibre', ...fiber }], electrodes: [{ kind: 'point', id: 'P', xUm: 500, yUm: 0, zUm: 100 }],
    stimulation: { waveforms: [{ id: 'w', waveform: { kind: 'pulse', durationMs: 1, amplitudeUa: -1 } }], drives: [{ contact: 'P', waveform: 'w' }] }, ...more,
  });

  it.each<[string, (p: Project) => void, RegExp]>([
    ['empty population', (p) => { population(p).axonCount = 0; }, /error fascicle "F1" \| The population is empty \(0 axons\)/],
    ['empty explicit population', explicit(), /The population is empty \(no axons\)/],
    ['unknown statistic', (p) => { population(p).myelinatedDiameters = { kind: 'library', name: 'Ochoa_X' }; }, /no diameter statistic "Ochoa_X"\. Did you mean "Ochoa_M"\?/],
    ['statistic of the other type', (p) => { population(p).myelinatedDiameters = { kind: 'library', name: 'Ochoa_U' }; }, /warning fascicle "F1" \| "Ochoa_U" is a statistic of unmyelinated fibres/],
    ['histogram with unequal lists', (p) => { population(p).myelinatedDiameters = { kind: 'histogram', name: 'h', binStartsUm: [2, 3, 4], frequencies: [1, 2, 3, 4] }; }, /has 3 bin starts but 4 frequencies/],
    ['histogram with unequal bins', (p) => { population(p).myelinatedDiameters = { kind: 'histogram', name: 'h', binStartsUm: [2, 3, 5], frequencies: [1, 2, 3] }; }, /not equally wide: from 2 um to 3 um, where the mean width is 1\.5 um/],
    ['histogram of zeros', (p) => { population(p).myelinatedDiameters = { kind: 'histogram', name: 'h', binStartsUm: [2, 3, 4], frequencies: [0, 0, 0] }; }, /All frequencies of the histogram are 0/],
    ['axon outside its fascicle', explicit({ myelinated: true, diameterUm: 10, yUm: -4, zUm: 0 }), /Axon 1 \(diameter 10 um, at y = -4 um, z = 0 um\) is not wholly inside its fascicle/],
    ['axon with half a position', explicit({ myelinated: true, diameterUm: 10, yUm: -100 }), /Axon 1 has only one of the positions/],
    ['axon too thick for its model', explicit({ myelinated: true, diameterUm: 40 }), /Axon 1 has a diameter of 40 um; the geometry "nrv" holds from 0\.9 um to 22 um/],
    ['geometry that does not cover what is drawn', (p) => { p.simulation.myelinated.model = 'Gaines_motor'; }, /warning fascicle "F1" \| Diameters between 1 um and 20 um can be drawn, but the geometry "gaines" of Gaines_motor holds from 5\.7 um to 16 um/],
    ['names used twice', (p) => { p.fascicles[1].id = 'F1'; }, /error fascicle "F1" \| The name "F1" is used twice \(entries 1 and 2\)/],
    ['slash in a name', (p) => { p.electrodes[0].id = 'a/0'; p.stimulation.drives[0].contact = 'a/0'; }, /The name contains "\/"/],
    ['nerve and medium', (p) => { p.medium = 'saline'; }, /error medium \| The project has both a nerve and a homogeneous medium/],
    ['neither nerve nor medium', (p) => { p.nerve = undefined; }, /error project \| The project has neither a nerve nor a homogeneous medium/],
    ['unknown material', (p) => { p.nerve!.materials.bath = 'salin'; }, /error nerve \| The material library has no "salin"/],
    ['time step longer than the simulation', (p) => { p.simulation.dtMs = 4; }, /error simulation \| The time step 4 ms is longer than the simulated time 3 ms/],
    ['too many steps', (p) => { p.simulation.dtMs = 1e-9; }, /more than 20000000; shorten/],
    ['recording at points without points', (p) => { p.simulation.record.membranePotential = 'points'; }, /error simulation \| Fibres are to be recorded at points, but there are none/],
    ['recording point beyond the nerve', (p) => { p.simulation.record = { ...p.simulation.record, membranePotential: 'points', pointsUm: [10, 99_999] }; }, /error simulation \| The recording point at 99999 um lies beyond the end of the nerve/],
    ['single precision for concentrations', (p) => { p.simulation.precision = 'f32'; p.simulation.unmyelinated.model = 'Tigerholm'; }, /warning simulation \| Fibres of Tigerholm are computed in f64/],
    ['single precision for double cables', (p) => { p.simulation.precision = 'f32'; p.simulation.myelinated.compartmentsPerSection = 3; }, /warning simulation \| Fibres of MRG with several compartments per section are computed in f64/],
    ['coarse time step', (p) => { p.simulation.dtMs = 0.1; }, /warning simulation \| The time step 0\.1 ms is too long/],
    ['fibre outside the nerve', (p) => { p.fibers.push({ id: 'x', myelinated: true, diameterUm: 5, yUm: 300, zUm: 0, nodeShift: 0 }); }, /error fibre "x" \| The fibre \(y = 300 um, z = 0 um\) is not wholly inside the nerve/],
    ['study of an unknown waveform', (p) => { p.studies.push({ kind: 'strength-duration', id: 's', waveform: 'q', durationsMs: [1], minimumUa: 0, maximumUa: 1, toleranceFraction: 0.1 }); }, /error study "s" \| There is no waveform "q"/],
  ])('%s', (_name, change, expected) => expect(found(change).join('\n')).toMatch(expected));

  it.each<[string, Project, RegExp]>([
    ['valid', single({ myelinated: true, diameterUm: 10, nodeCount: 21 }), /^$/],
    ['no length', single({ myelinated: false, diameterUm: 1 }), /error fibre "fibre" \| The fibre has no length; give its length\./],
    ['nodes of an unmyelinated fibre', single({ myelinated: false, diameterUm: 1, nodeCount: 3 }), /has no nodes to count/],
    ['length and nodes', single({ myelinated: true, diameterUm: 10, nodeCount: 3, lengthUm: 100 }), /Both the length and the number of nodes/],
    ['diameter out of range', single({ myelinated: true, diameterUm: 30, nodeCount: 3 }), /The diameter is 30 um; the geometry "nrv" holds/],
    ['on the electrode', single({ myelinated: true, diameterUm: 10, nodeCount: 3, zUm: 97 }), /Point electrode "P" lies inside the fibre \(3 um from its axis, radius 5 um\)/],
  ])('single fibre: %s', (_name, project, expected) => expect(found(() => undefined, project).join('\n')).toMatch(expected));
});
