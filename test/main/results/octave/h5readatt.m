function value = h5readatt(file, place, name)
% MATLAB's h5readatt by h5py.
answer = h5py_answer(sprintf('attribute "%s" "%s" "%s"', file, place, name));
value = answer.value;
end
