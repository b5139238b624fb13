using System.Runtime.InteropServices;
using DockerScan.Sentinel.Kernel;

namespace DockerScan.Sentinel.Gate;

/// <summary>
/// The image's own health check. The engine would run it before and beside the watch; so the gate does, once, behind itself: in
/// a child that has the gate's filter, waits until the command has started, and then a little.
/// </summary>
internal static unsafe class HealthCheck
{
    // Long enough for what it asks to be there, and well within the shortest window.
    private const int DelayMs = 2000;
    private const int ChildEnded = 17;
    private const int SetName = 15;
    private const int Failed = 127;

    private static nint Clone => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 220 : 56;

    /// <summary>Makes the child; its id, or 0 without a check.</summary>
    /// <param name="words">The check.</param>
    /// <param name="closed">Descriptors that the child must not keep open.</param>
    public static int Prepare(string[] words, ReadOnlySpan<int> closed)
    {
        if (words.Length == 0 || CommandPath.Find(words[0], Environment.GetEnvironmentVariable("PATH"), CommandPath.IsExecutable) is not { } path)
        {
            return 0;
        }

        // Its writing end closes when the gate becomes the command.
        const int closeOnExec = 0x80000;
        var pipe = stackalloc int[2];
        if (LibC.Pipe(pipe, closeOnExec) < 0)
        {
            return 0;
        }

        var file = (byte*)Marshal.StringToCoTaskMemUTF8(path);
        var arguments = ExecArguments.Make(words);
        var name = (byte*)Marshal.StringToCoTaskMemUTF8("sh");
        var own = ProcessTitle.OwnWords();
        var child = (int)LibC.SystemCall(Clone, ChildEnded, 0, 0, 0);
        if (child == 0)
        {
            // Nothing of the runtime from here on: of its threads only this one is left.
            foreach (var descriptor in closed)
            {
                _ = LibC.Close(descriptor);
            }

            _ = LibC.Close(pipe[1]);
            own.Clear();
            _ = LibC.ProcessControl(SetName, (nint)name, 0, 0, 0);
            ExecArguments.ResetSignals();
            byte word = 0;
            _ = LibC.Read(pipe[0], &word, 1);
            var time = new LibC.TimeSpec { Seconds = DelayMs / 1000, Nanoseconds = DelayMs % 1000 * 1_000_000 };
            _ = LibC.Poll(null, 0, &time, null);
            _ = LibC.Execute(file, arguments);
            LibC.ExitNow(Failed);
        }

        _ = LibC.Close(pipe[0]);
        return Math.Max(child, 0);
    }
}
