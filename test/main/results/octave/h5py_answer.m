function answer = h5py_answer(arguments)
[status, output] = system(sprintf('/usr/bin/python3 "%s" %s', fullfile(fileparts(mfilename('fullpath')), 'h5py_as_json.py'), arguments));
assert(status == 0, output);
answer = jsondecode(output);
end
