// Measures the bots of the built program against a Slack and a Discord on this machine.
// Arguments: the program's file, and the images that are scanned meanwhile.
using ChatBench;

await HttpPhase.MeasureSpeedAsync(args[0], args[1..]);
await SocketPhase.MeasureAsync(args[0]);
await HttpPhase.MeasureMemoryAsync(args[0]);
