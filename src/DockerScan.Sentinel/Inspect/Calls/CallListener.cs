using DockerScan.Sentinel.Kernel;

namespace DockerScan.Sentinel.Inspect.Calls;

/// <summary>The descriptor over which the kernel tells calls and takes answers. The calls are watched, not judged: their arguments may change after they were read.</summary>
internal sealed unsafe class CallListener(int descriptor) : IDisposable
{
    private const nuint Receive = 0xC0502100;
    private const nuint Send = 0xC0182101;
    private const nuint IsValid = 0x40082102;
    private const nuint SetFlags = 0x40082104;
    private const uint Continue = 1;
    private const short Readable = 1;
    private const short HungUp = 0x10;

    /// <summary>Asks the kernel to hand over to this thread and back on the same processor (Linux 6.6); where it cannot, all goes on a little slower.</summary>
    public void Hasten()
    {
        const nuint wakeHere = 1;
        _ = LibC.Control(descriptor, SetFlags, (void*)wakeHere);
    }

    /// <summary>Waits for a call. Null when there is none after a while; <paramref name="isOver"/> when there will be none any more.</summary>
    public Notification? Next(int milliseconds, out bool isOver)
    {
        var waiting = new LibC.PollDescriptor { Descriptor = descriptor, Events = Readable };
        var time = new LibC.TimeSpec { Seconds = milliseconds / 1000, Nanoseconds = milliseconds % 1000 * 1_000_000L };
        var count = LibC.Poll(&waiting, 1, &time, null);
        isOver = count > 0 && (waiting.Returned & HungUp) != 0;
        if (count <= 0 || (waiting.Returned & Readable) == 0)
        {
            return null;
        }

        // The kernel wants it empty. A caller that was killed in the meantime is none any more.
        Notification call = default;
        return LibC.Control(descriptor, Receive, &call) == 0 ? call : null;
    }

    /// <summary>True while the caller still waits: what was read of it until now was its own.</summary>
    public bool Waits(in Notification call)
    {
        var id = call.Id;
        return LibC.Control(descriptor, IsValid, &id) == 0;
    }

    /// <summary>Lets the call happen.</summary>
    public void LetGo(in Notification call) => Answer(new NotificationAnswer { Id = call.Id, Flags = Continue });

    /// <summary>Lets it fail.</summary>
    public void Refuse(in Notification call, int error) => Answer(new NotificationAnswer { Id = call.Id, Error = -error });

    public void Dispose() => _ = LibC.Close(descriptor);

    // A caller that is gone needs none.
    private void Answer(NotificationAnswer answer) => _ = LibC.Control(descriptor, Send, &answer);
}

/// <summary>True for a file that was made or changed since the target's start.</summary>
/// <param name="descriptor">It, open.</param>
internal delegate bool TellNewFile(int descriptor);
