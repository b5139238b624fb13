// Measures the bots of the built program against a Slack and a Discord on this machine.
// speed PROGRAM [IMAGE…]: commands, connections and memory; the images are scanned meanwhile.
// queue PROGRAM: hundreds of scans wait or run.
using ChatBench;

switch (args[0])
{
    case "speed":
        await HttpPhase.MeasureSpeedAsync(args[1], args[2..]);
        await SocketPhase.MeasureAsync(args[1]);
        await HttpPhase.MeasureMemoryAsync(args[1]);
        break;
    case "queue":
        await QueuePhase.MeasureAsync(args[1]);
        break;
    default:
        throw new InvalidOperationException($"there is no '{args[0]}'");
}
