using System.Runtime.InteropServices;
using System.Text;
using DockerScan.Sentinel.Gate;
using DockerScan.Sentinel.Inspect;

namespace DockerScan.Sentinel;

/// <summary>
/// The first process of the target: it waits until the inspector watches, then becomes the image's own command. So nothing
/// that the image does happens unseen, and its command is still process 1.
/// </summary>
internal static class GateRole
{
    /// <summary>The inspector never came. As the container engine's own failures.</summary>
    public const int NeverOpened = 125;

    /// <summary>The command is there and cannot be run.</summary>
    public const int CannotRun = 126;

    /// <summary>There is no such command.</summary>
    public const int NotFound = 127;

    private const int Signals = 64;
    private const int SignalMaskSet = 2;
    private const int CloseRange = 436;
    private const int CloseOnExec = 4;
    private const int FirstInherited = 3;

    public static int Run(string[] args)
    {
        if (GateWords.Parse(args) is not { } words)
        {
            Console.Error.WriteLine("gate: no command");
            return Roles.Usage;
        }

        using var wait = new GateWait(words);
        if (!wait.Run())
        {
            Console.Error.WriteLine("gate: the inspector did not come");
            return NeverOpened;
        }

        var command = words.Command;
        var path = CommandPath.Find(command[0], Environment.GetEnvironmentVariable("PATH"), CommandPath.IsExecutable);
        var error = path is null ? CommandPath.NoEntry : Become(path, command);
        wait.Refuse(error);
        Console.Error.WriteLine($"gate: cannot start {command[0]}: {CommandPath.Explain(error)}");
        return error is CommandPath.NoEntry or CommandPath.NotDirectory ? NotFound : CannotRun;
    }

    private static unsafe int Become(string path, string[] command)
    {
        // What this program's runtime changed about signals must not reach the image's program: a handler is undone by exec,
        // an ignored signal (SIGPIPE) and the mask are not.
        for (var signal = 1; signal <= Signals; signal++)
        {
            _ = LibC.Signal(signal, 0);
        }

        // Nor may a descriptor, whatever this program or the engine left open.
        _ = LibC.SystemCall(CloseRange, FirstInherited, int.MaxValue, CloseOnExec, 0);

        var none = stackalloc byte[128];
        new Span<byte>(none, 128).Clear();
        _ = LibC.SignalMask(SignalMaskSet, none, null);

        var arguments = (byte**)NativeMemory.AllocZeroed((nuint)(command.Length + 1), (nuint)sizeof(byte*));
        for (var i = 0; i < command.Length; i++)
        {
            arguments[i] = (byte*)Marshal.StringToCoTaskMemUTF8(command[i]);
        }

        fixed (byte* file = Encoding.UTF8.GetBytes(path + '\0'))
        {
            _ = LibC.Execute(file, arguments);
        }

        return Marshal.GetLastPInvokeError();
    }
}
