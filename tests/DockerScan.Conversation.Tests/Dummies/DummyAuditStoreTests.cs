using DockerScan.Core.Stores;
using DockerScan.TestKit.Dummies;
using DockerScan.TestKit.Stores;

namespace DockerScan.Conversation.Tests.Dummies;

/// <summary>The contract of the record of commands on the dummy.</summary>
public sealed class DummyAuditStoreTests : AuditStoreContract
{
    private readonly DummyAuditStore _store = new();

    protected override Task<IAuditStore> CreateAsync() => Task.FromResult<IAuditStore>(_store);
}
