using System.Runtime.InteropServices;
using System.Text;
using DockerScan.Sentinel.Gate;
using DockerScan.Sentinel.Kernel;

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
        ExecArguments.ResetSignals();

        // Nor may a descriptor, whatever this program or the engine left open.
        _ = LibC.SystemCall(CloseRange, FirstInherited, int.MaxValue, CloseOnExec, 0);

        var arguments = ExecArguments.Make(command);
        fixed (byte* file = Encoding.UTF8.GetBytes(path + '\0'))
        {
            _ = LibC.Execute(file, arguments);
        }

        return Marshal.GetLastPInvokeError();
    }
}
