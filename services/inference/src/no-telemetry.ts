// ONNX Runtime from 1.29 on tells its makers, by the network, which networks run and where, unless its process's environment says no before it is
// loaded. What a worker thread sets in its own copy of the environment does not count, so whoever starts such threads imports this, too.
process.env['ORT_DISABLE_TELEMETRY'] = '1'
