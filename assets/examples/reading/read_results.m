function read_results(folder)
% Reads a results folder of Ranvier with MATLAB alone (R2016b or newer; GNU Octave with the package hdf5oct):
%
%     read_results('two-fascicles-life.results')
%
% Prints how many fibres of each fascicle and type are recruited, where and when the first action potential began, the current
% and the highest potential of every contact, recorded traces and studies. The layout is described in docs/results.md. MATLAB
% gives the dimensions of a data set in reverse: "contact x compartment" of the file is compartment x contact here.
file = fullfile(folder, 'results.h5');
project = jsondecode(asText(h5read(file, '/project')));
fprintf('%s: seed %d, %s\n', asText(h5readatt(file, '/', 'name')), h5readatt(file, '/', 'seed'), asText(h5readatt(file, '/', 'status')));

fascicle = cellstr(h5read(file, '/fibers/fascicle'));
myelinated = h5read(file, '/fibers/myelinated') == 1;
recruited = h5read(file, '/fibers/recruited');           % 1 yes, 0 no, -1 not decided
fascicle(strcmp(fascicle, '')) = {'-'};                   % fibres that the project gives one by one
names = unique(fascicle);
for n = 1:numel(names)
    for type = 1:-1:0
        rows = strcmp(fascicle, names{n}) & myelinated == (type == 1) & recruited >= 0;
        if any(rows)
            kinds = {'unmyelinated', 'myelinated'};
            fprintf('%s %s: %d of %d recruited\n', names{n}, kinds{type + 1}, sum(recruited(rows) == 1), sum(rows));
        end
    end
end

ids = cellstr(h5read(file, '/fibers/id'));
times = h5read(file, '/fibers/first_spike_t_ms');        % NaN without a spike
if any(~isnan(times))
    [t, first] = min(times);
    x = h5read(file, '/fibers/first_spike_x_um');
    fprintf('first spike: %s at %.4f ms, x = %.1f um\n', ids{first}, t, x(first));
end

groups = groupNames(file, '/');
contacts = cellstr(h5read(file, '/stimulation/contact'));
driven = groupNames(file, '/stimulation');
for k = 1:numel(contacts)
    place = sprintf('/stimulation/%d', k - 1);
    if any(strcmp(driven, place))                        % each value holds until the next time, the last one to the end
        current = h5read(file, [place '/current_ua']);
        [~, strongest] = max(abs(current));
        fprintf('%s: strongest current %g uA\n', contacts{k}, current(strongest));
    end
end
if any(strcmp(groups, '/footprints'))
    potential = h5read(file, '/footprints/potential_mv_per_ma');   % compartment x contact
    fprintf('footprints: %d fibres, %d compartments\n', numel(h5read(file, '/footprints/offset')) - 1, size(potential, 1));
    for k = 1:numel(contacts)
        fprintf('%s: highest potential %.3f mV/mA\n', contacts{k}, max(potential(:, k)));
    end
end

if any(strcmp(groups, '/traces'))
    traced = groupNames(file, '/traces');
    for r = 1:numel(traced)
        row = str2double(regexprep(traced{r}, '.*/', ''));          % rows count from 0
        quantities = groupNames(file, traced{r});
        for q = 1:numel(quantities)
            values = h5read(file, [quantities{q} '/values']);       % sample x position
            fprintf('trace %s of %s: %d positions, every %g ms, highest %.3f\n', regexprep(quantities{q}, '.*/', ''), ids{row + 1}, ...
                size(values, 2), h5readatt(file, quantities{q}, 'sample_ms'), max(values(:)));
        end
    end
end
if any(strcmp(groups, '/studies'))
    studies = groupNames(file, '/studies');
    for s = 1:numel(studies)
        info = h5info(file, studies{s});
        fprintf('study %s: %s\n', regexprep(studies{s}, '.*/', ''), strjoin(sort({info.Datasets.Name}), ', '));
    end
end

spikes = h5read(file, '/fibers/spike_count');
if exist('readtable', 'file')                            % the same fibres as text, one line each; Octave has no tables
    fibers = readtable(fullfile(folder, 'fibers.csv'));
    assert(height(fibers) == numel(spikes), 'fibers.csv and results.h5 list different fibres');
end
fprintf('%d fibres, %d detected spikes\n', numel(spikes), sum(spikes));
fprintf('simulated time: %g ms\n', project.simulation.durationMs);
end

function value = asText(value)
% Texts come as char, cell or string, by version.
value = char(value);
end

function names = groupNames(file, place)
% Full names of the groups in a group; none when it has none.
info = h5info(file, place);
names = {};
if ~isempty(info.Groups)
    names = {info.Groups.Name};
end
end
