using System.Globalization;
using DockerScan.Core.Findings;
using DockerScan.Scanners.Autorun.Commands;
using DockerScan.Scanners.Sandbox.Analysis.Model;
using DockerScan.Sentinel.Events;

namespace DockerScan.Scanners.Sandbox.Analysis.Rules;

/// <summary>A shell, or any program, whose input and output are a connection that the container made; a prompt in the bytes; a command line that ties them.</summary>
internal sealed class ReverseShellRule : IBehaviorRule
{
    private const long LastingMs = 2000;
    private const string Mend = "Do not deploy the image, isolate its containers, and examine their hosts as compromised.";

    public IEnumerable<FindingDraft> Find(BehaviorInput input)
    {
        var found = Sockets(input).Concat(Prompts(input)).Concat(Streams(input)).ToList();
        // The command line counts where nothing else was seen: a shell that could not connect, or that was gone too soon.
        found.AddRange(found.Count > 0 ? [] : Commands(input));
        var told = input.Told.Select(contact => contact.Location).ToHashSet(StringComparer.Ordinal);
        var places = found.GroupBy(sign => sign.Location, StringComparer.Ordinal).Select(same => (Worst: same.MaxBy(sign => sign.Severity)!, Signs: same.DistinctBy(sign => sign.What).ToList()));
        return places.OrderByDescending(place => place.Worst.Severity).Take(BehaviorDrafts.MaxFindings).Select(place =>
            BehaviorDrafts.Make(BehaviorChecks.ReverseShell, "reverse-shell", place.Worst.Severity, place.Worst.Title(), place.Worst.Location, EvidenceList.Of(place.Signs, sign => sign.Text()), Mend,
                Lineage.Of(input, place.Signs.Select(sign => sign.Process))) with
            {
                AlsoChecks = told.Contains(place.Worst.Location) ? [BehaviorChecks.ExternalContact] : [],
            });
    }

    private static IEnumerable<Sign> Sockets(BehaviorInput input)
    {
        foreach (var (socket, process) in input.Sockets.All.Where(each => each.Process is not null).Select(each => (each.Event, each.Process!)))
        {
            var isShell = process.States.Any(state => IsShell(input, state));
            if (!input.Sockets.IsOutward(socket) || Weigh(input, socket, process, isShell) is not { } severity)
            {
                continue;
            }

            var address = Addresses.Normalize(socket.RemoteAddress!);
            var contact = input.Contacts.At(address, socket.RemotePort);
            input.Suspicion.Mark(process);
            input.Suspicion.Mark(socket);
            if (contact is not null)
            {
                input.Suspicion.Mark(contact);
                input.Told.Add(contact);
            }

            var location = contact?.Location ?? Addresses.Endpoint(address, socket.RemotePort);
            yield return new Sign(location, severity, process, string.Join(", ", socket.StandardFds),
                () => isShell ? $"Reverse shell to {location}: a shell is tied to an outgoing connection" : "A program's input and output are an outgoing connection",
                () => Tied(input, socket, process, contact));
        }
    }

    private static string Tied(BehaviorInput input, SocketEvent socket, ProcessInstance process, Contact? contact)
    {
        var bytes = contact is null ? string.Empty : EvidenceText.Bytes(contact.FirstBytes);
        var place = contact?.Shown ?? Addresses.Endpoint(Addresses.Normalize(socket.RemoteAddress!), socket.RemotePort);
        return string.Create(CultureInfo.InvariantCulture,
                $"{input.At(socket.Ms)} {EvidenceText.Who(process)}: file descriptors {string.Join(", ", socket.StandardFds)} are {socket.Protocol} to {place}; command line: {EvidenceText.Command(process.Last.Command)}")
            + (bytes.Length > 0 ? $"; bytes \"{bytes}\"" : string.Empty);
    }

    // A shell that reads its commands from one program with a connection to the outside and writes to another, or the same: cat f | sh | openssl s_client > f.
    private static IEnumerable<Sign> Streams(BehaviorInput input)
    {
        var readers = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var stream in input.Inspect<StreamEvent>())
        {
            if (input.Processes.Find(stream.Pid, stream.Ms) is not { } process || !process.States.Any(state => IsShell(input, state) && ReadsInput(state.Command))
                || Outward(input, stream.InputPid) is null || Outward(input, stream.OutputPid) is not { } end)
            {
                continue;
            }

            var address = Addresses.Normalize(end.Event.RemoteAddress!);
            var contact = input.Contacts.At(address, end.Event.RemotePort);
            input.Suspicion.Mark(process);
            input.Suspicion.Mark(end.Event);
            if (contact is not null)
            {
                input.Suspicion.Mark(contact);
                input.Told.Add(contact);
            }

            var location = contact?.Location ?? Addresses.Endpoint(address, end.Event.RemotePort);
            yield return new Sign(location, Severity.Critical, process, "streams", () => $"Reverse shell to {location}: a shell's input and output lead through other programs to an outgoing connection",
                () => $"{input.At(stream.Ms)} {EvidenceText.Who(process)}: {EvidenceText.Command(process.Last.Command)}; what it reads and writes goes through {EvidenceText.Who(end.Process!)}: {EvidenceText.Command(end.Process!.Last.Command)}");
        }

        bool ReadsInput(string command)
            => readers.TryGetValue(command, out var known) ? known
                : readers[command] = InvocationReader.Read(command.Split(' ', StringSplitOptions.RemoveEmptyEntries)).ReadsInput;
    }

    private static OwnedSocket? Outward(BehaviorInput input, int pid)
        => input.Sockets.Of(pid).FirstOrDefault(each => each.Event.Protocol == "tcp" && each.Process is not null && input.Sockets.IsOutward(each.Event));

    // Input and output together are a remote control. One of them alone is what "echo > /dev/tcp/db/5432" does for a moment, as start
    // scripts that wait for a service do; it counts when it lasts.
    private static Severity? Weigh(BehaviorInput input, SocketEvent socket, ProcessInstance process, bool isShell)
    {
        var fds = socket.StandardFds;
        return (fds.Contains(0) && (fds.Contains(1) || fds.Contains(2)), isShell) switch
        {
            (true, true) => Severity.Critical,
            (true, false) => Severity.High,
            (false, true) when fds.Length > 0 && (process.EndMs ?? input.EndMs) - socket.Ms >= LastingMs => Severity.High,
            _ => null,
        };
    }

    private static IEnumerable<Sign> Prompts(BehaviorInput input)
    {
        foreach (var contact in input.Contacts.Connections.Where(each => each.Application == "shell"))
        {
            input.Suspicion.Mark(contact);
            input.Told.Add(contact);
            yield return new Sign(contact.Location, Severity.Critical, contact.Process, contact, () => $"Reverse shell to {contact.Location}: a shell's text goes out over a connection", () => EvidenceText.Connection(input, contact));
        }
    }

    private static IEnumerable<Sign> Commands(BehaviorInput input)
    {
        foreach (var (process, state) in CommandLines.Of(input))
        {
            var hit = input.Settings.Signatures.Where(each => each.Category == "reverse-shell" && each.Severity >= Severity.High && each.Pattern.IsMatch(state.Command)).MaxBy(each => each.Severity);
            if (hit is not null)
            {
                input.Suspicion.Mark(process);
                yield return new Sign(StablePath.Of(ProcessInstance.PathOf(state) ?? process.Name), hit.Severity, process, state, () => hit.Title,
                    () => $"{input.At(state.Ms)} {EvidenceText.Who(process)}: {EvidenceText.Command(state.Command)}");
            }
        }
    }

    private static bool IsShell(BehaviorInput input, ProcessEvent state)
        => input.Settings.Shells.Contains(ProcessInstance.CalledName(state))
            || (ProcessInstance.NameOf(state) is var name && name != "busybox" && input.Settings.Shells.Contains(name));

    // Title and text are made for the few that are shown; what is one process's and of one kind is said once.
    private sealed record Sign(string Location, Severity Severity, ProcessInstance? Process, object Kind, Func<string> Title, Func<string> Text)
    {
        public (ProcessInstance?, object) What => (Process, Kind);
    }
}
