using System.Globalization;
using DockerScan.Core.Stores;
using DockerScan.Engine.Tests.Fakes;
using DockerScan.TestKit.Stores;

namespace DockerScan.Engine.Tests.Work;

/// <summary>The contract of work in memory: what the loop is tried with goes as a store goes.</summary>
public sealed class MemoryLeasedTests : TurnsContract<string>
{
    private readonly MemoryLeased<string> _items = new(TimeProvider.System);

    protected override IReadOnlyList<(string Name, Func<ILeased<string>, Claimed<string>, Task<LeaseAnswer>> Write)> Writes
        => [("change", (items, claimed) => ((MemoryLeased<string>)items).ChangeAsync(claimed.Claim, item => item))];

    protected override IReadOnlyList<(string Name, Func<ILeased<string>, Claimed<string>, Task<LeaseAnswer>> Write)> Ends
        => [("end", (items, claimed) => ((MemoryLeased<string>)items).EndAsync(claimed.Claim))];

    protected override Task<ILeased<string>> CreateAsync() => Task.FromResult<ILeased<string>>(_items);

    protected override Task AddAsync(int number, string asker, bool isSchedule)
    {
        var item = number.ToString(CultureInfo.InvariantCulture);
        _items.Add(item, item, (Rig.Request() with { RequestedBy = asker }).Asker, isSchedule);
        return Task.CompletedTask;
    }

    protected override int NumberOf(string item) => int.Parse(item, CultureInfo.InvariantCulture);

    protected override int FailuresOf(string item) => _items.FailuresOf(item);
}
