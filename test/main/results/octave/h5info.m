function info = h5info(file, place)
% The names that MATLAB's h5info gives, by h5py.
answer = h5py_answer(sprintf('info "%s" "%s"', file, place));
info = struct('Groups', named(answer.groups), 'Datasets', named(answer.datasets));
end

function list = named(names)
list = [];
if ~isempty(names)
  list = struct('Name', names(:));
end
end
