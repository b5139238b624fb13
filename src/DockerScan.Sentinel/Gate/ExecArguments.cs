using System.Runtime.InteropServices;
using DockerScan.Sentinel.Kernel;

namespace DockerScan.Sentinel.Gate;

/// <summary>What an exec needs, in memory that outlives everything.</summary>
internal static unsafe class ExecArguments
{
    private const int Signals = 64;
    private const int SignalMaskSet = 2;
    private const int MaskBytes = 128;

    /// <summary>The words as the kernel takes them.</summary>
    public static byte** Make(string[] words)
    {
        var arguments = (byte**)NativeMemory.AllocZeroed((nuint)(words.Length + 1), (nuint)sizeof(byte*));
        for (var i = 0; i < words.Length; i++)
        {
            arguments[i] = (byte*)Marshal.StringToCoTaskMemUTF8(words[i]);
        }

        return arguments;
    }

    /// <summary>
    /// What this program's runtime changed about signals must not reach the image's program: a handler is undone by exec,
    /// an ignored signal (SIGPIPE) and the mask are not.
    /// </summary>
    public static void ResetSignals()
    {
        for (var signal = 1; signal <= Signals; signal++)
        {
            _ = LibC.Signal(signal, 0);
        }

        var none = stackalloc byte[MaskBytes];
        new Span<byte>(none, MaskBytes).Clear();
        _ = LibC.SignalMask(SignalMaskSet, none, null);
    }
}
