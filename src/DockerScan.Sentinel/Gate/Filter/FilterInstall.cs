using System.Runtime.InteropServices;
using DockerScan.Sentinel.Kernel;

namespace DockerScan.Sentinel.Gate.Filter;

/// <summary>Lays the filter on the calling thread: what it becomes and starts from then on is under it.</summary>
internal static unsafe class FilterInstall
{
    private const int NoNewPrivileges = 38;
    private const nint SetFilter = 1;
    private const nint NewListener = 1 << 3;
    private const nint WaitKillable = 1 << 5;

    private static nint Seccomp => RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 277 : 317;

    /// <summary>Lays it with a listener where kernel and runtime have that, else without, else not at all.</summary>
    public static FilterLaid Lay(int inspectorUid)
    {
        if (!Guards.AreOn)
        {
            return new FilterLaid(FilterLaid.None, -1);
        }

        // Without it only an administrator may lay a filter; the engine has set it already.
        _ = LibC.ProcessControl(NoNewPrivileges, 1, 0, 0, 0);
        var telling = GateFilter.Make(inspectorUid, hasListener: true);
        // A call that is answered by another process must not be broken off and begun again by a signal (Linux 5.19).
        var listener = Install(telling, NewListener | WaitKillable);
        if (listener < 0)
        {
            listener = Install(telling, NewListener);
        }

        return listener >= 0 ? new FilterLaid(FilterLaid.WithListener, (int)listener)
            : Install(GateFilter.Make(inspectorUid, hasListener: false), 0) >= 0 ? new FilterLaid(FilterLaid.Alone, -1)
            : new FilterLaid(FilterLaid.None, -1);
    }

    private static nint Install(ulong[] code, nint flags)
    {
        fixed (ulong* first = code)
        {
            // struct sock_fprog: length 16, padding, address.
            var program = stackalloc nint[2] { code.Length, (nint)first };
            return LibC.SystemCall(Seccomp, SetFilter, flags, (nint)program, 0);
        }
    }
}
