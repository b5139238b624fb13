using System.Runtime.InteropServices;
using DockerScan.Sentinel.Kernel;

namespace DockerScan.Sentinel.Gate;

/// <summary>
/// The image's own health check. The engine would run it before and beside the watch; so the gate does, once, behind itself: in
/// a child that has the gate's filter, waits until the command has started, then a little, and then until the check's program is there.
/// </summary>
internal static unsafe class HealthCheck
{
    // Long enough for what it asks to be there, and well within the shortest window.
    private const int DelayMs = 2000;

    // Who puts the program there may take it away again.
    private const int AgainMs = 100;

    private const int ChildEnded = 17;
    private const int SetDumpable = 4;
    private const int SetName = 15;
    private const int BadFormat = 8;
    private const int CurrentFolder = -100;
    private const int Executable = 1;

    private static nint Clone => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 220 : 56;

    private static nint MayAccess => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 48 : 269;

    /// <summary>Makes the child; its id, or 0 without a check.</summary>
    /// <param name="words">The check.</param>
    /// <param name="closed">Descriptors that the child must not keep open.</param>
    public static int Prepare(string[] words, ReadOnlySpan<int> closed)
    {
        string[] places = words.Length == 0 ? [] : [.. CommandPath.Candidates(words[0], Environment.GetEnvironmentVariable("PATH"))];
        if (places.Length == 0)
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

        var files = ExecArguments.Make(places);
        var access = MayAccess;
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
            // Until it is the check nobody of the image may steer it: not traced, nor its memory written, by whoever lacks CAP_SYS_PTRACE. An exec undoes it.
            _ = LibC.ProcessControl(SetDumpable, 0, 0, 0, 0);
            ExecArguments.ResetSignals();
            byte word = 0;
            _ = LibC.Read(pipe[0], &word, 1);
            Become(files, arguments, access);
        }

        _ = LibC.Close(pipe[0]);
        return Math.Max(child, 0);
    }

    // Does not return: it becomes the first of these files that can be run, or waits for one.
    private static void Become(byte** files, byte** arguments, nint access)
    {
        var time = new LibC.TimeSpec { Seconds = DelayMs / 1000, Nanoseconds = DelayMs % 1000 * 1_000_000 };
        var isProgram = true;
        while (true)
        {
            _ = LibC.Poll(null, 0, &time, null);
            time = new LibC.TimeSpec { Seconds = 0, Nanoseconds = AgainMs * 1_000_000 };
            for (var file = files; isProgram && *file is not null; file++)
            {
                if (LibC.SystemCall(access, CurrentFolder, (nint)(*file), Executable, 0) == 0)
                {
                    _ = LibC.Execute(*file, arguments);
                    // What no kernel here runs is not asked for again.
                    isProgram = Marshal.GetLastPInvokeError() != BadFormat;
                }
            }
        }
    }
}
