function value = h5read(file, place)
% MATLAB's h5read by h5py: dimensions in reverse, lists as columns, texts as a cell array.
answer = h5py_answer(sprintf('read "%s" "%s"', file, place));
if answer.text
  if ischar(answer.value), value = answer.value; else, value = answer.value(:); end
  return;
end
value = double(answer.value);
if numel(answer.dimensions) > 1
  value = permute(reshape(value, answer.dimensions(:)'), numel(answer.dimensions):-1:1);
else
  value = value(:);
end
end
