function read_results(folder)
% Reads a results folder of Ranvier with MATLAB alone (R2018b or newer):
%
%     read_results('two-fascicles-life.results')
%
% Prints how many fibres of each fascicle and type are recruited, where and when the first action potential began, and the
% current and the highest potential of every contact. The layout is described in docs/results.md. MATLAB gives the dimensions of
% a data set in reverse: "contact x compartment" of the file is compartment x contact here.
file = fullfile(folder, 'results.h5');
fprintf('%s: seed %d, %s\n', string(h5readatt(file, '/', 'name')), h5readatt(file, '/', 'seed'), string(h5readatt(file, '/', 'status')));

fascicle = string(h5read(file, '/fibers/fascicle'));
myelinated = h5read(file, '/fibers/myelinated') == 1;
recruited = h5read(file, '/fibers/recruited');          % 1 yes, 0 no, -1 not decided
for name = unique(fascicle)'
    for type = ["myelinated", "unmyelinated"]
        rows = fascicle == name & myelinated == (type == "myelinated") & recruited >= 0;
        if any(rows)
            fprintf('%s %s: %d of %d recruited\n', name, type, sum(recruited(rows) == 1), sum(rows));
        end
    end
end

times = h5read(file, '/fibers/first_spike_t_ms');        % NaN without a spike
if any(~isnan(times))
    [t, first] = min(times);
    ids = string(h5read(file, '/fibers/id'));
    x = h5read(file, '/fibers/first_spike_x_um');
    fprintf('first spike: %s at %.4f ms, x = %.1f um\n', ids(first), t, x(first));
end

contacts = string(h5read(file, '/stimulation/contact'));
groups = string({h5info(file).Groups.Name});
driven = string({h5info(file, '/stimulation').Groups.Name});
for k = 1:numel(contacts)
    place = sprintf('/stimulation/%d', k - 1);
    if any(driven == place)                              % each value holds until the next time, the last one to the end
        current = h5read(file, [place '/current_ua']);
        [~, strongest] = max(abs(current));
        fprintf('%s: strongest current %g uA\n', contacts(k), current(strongest));
    end
end
if any(groups == "/footprints")
    potential = h5read(file, '/footprints/potential_mv_per_ma');   % compartment x contact
    for k = 1:numel(contacts)
        fprintf('%s: highest potential %.3f mV/mA\n', contacts(k), max(potential(:, k)));
    end
end

% The same fibres as text, one line each.
fibers = readtable(fullfile(folder, 'fibers.csv'), 'TextType', 'string');
fprintf('fibers.csv: %d fibres, %d detected spikes\n', height(fibers), sum(fibers.spike_count, 'omitnan'));
end
