using System.Globalization;
using DockerScan.Core;
using DockerScan.Core.Sandbox;
using DockerScan.Scanners.Sandbox.Analysis;
using DockerScan.Sentinel.SelfTest;
using Microsoft.Extensions.Options;

namespace DockerScan.Scanners.Sandbox;

/// <summary>
/// Proves the sandbox before its first use, and again when the engine, its kernel, the sentinel, the settings or this program is another, or a sandbox
/// has failed: a program with known behaviour must be seen doing exactly that.
/// </summary>
internal sealed class SelfTest(
    SandboxRunner runner, SandboxSpecs specs, SentinelFile sentinel, ISandboxEngine engine, KeptProof proof, IIdGenerator ids,
    IOptions<SandboxOptions> options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FailureKept = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim _one = new(1);
    private string? _passedFor;
    private (string For, string Words, long At)? _failed;

    // The containers are made, and what they tell is judged, by these.
    private string Program => $"{typeof(SelfTest).Module.ModuleVersionId} {engine.GetType().Module.ModuleVersionId}";

    /// <summary>When it passed, if another process ran it.</summary>
    public DateTimeOffset? KeptSince { get; private set; }

    /// <summary>Runs it unless it has passed for this engine, sentinel, settings and program.</summary>
    /// <exception cref="SandboxFailedException">It does not see what it must; the reason is kept for five minutes.</exception>
    /// <exception cref="EngineException">The engine failed.</exception>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            var info = await engine.DescribeAsync(options.Value.Runtime, cancellationToken);
            var subject = $"{info.Identity} {await sentinel.ReadVersionAsync(cancellationToken)} {Settings()} {Program}";
            if (_passedFor == subject)
            {
                return;
            }

            if (proof.Find(subject) is { } since)
            {
                (_passedFor, KeptSince) = (subject, since);
                return;
            }

            if (_failed is { } failed && failed.For == subject && time.GetElapsedTime(failed.At) < FailureKept)
            {
                throw new SandboxFailedException(failed.Words);
            }

            await RunAsync(subject, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>A sandbox has failed: what was proven is not believed any more, by this process or another.</summary>
    public void Doubt()
    {
        proof.Forget();
        (_passedFor, KeptSince) = (null, null);
    }

    public void Dispose() => _one.Dispose();

    private string Settings()
    {
        var set = options.Value;
        return string.Create(CultureInfo.InvariantCulture, $"{set.MemoryMiB} {set.Cpus} {set.MaxPids} {set.MaxWrittenMiB} {set.MaxPcapBytes} {set.RawSockets}");
    }

    private async Task RunAsync(string subject, CancellationToken cancellationToken)
    {
        // No key is planted here, and to make a real one takes a tenth of a second.
        var tokens = Honeytokens.Make(ids.NewId, () => new SecretForms(ids.NewId).Base64(64), "/root", "/", 0, made: null, time.GetUtcNow(), path => path != SelfTestFacts.TokenFile);
        var spec = specs.Make(ScanId.Parse(("selftest" + ids.NewId())[..20]), image: null, tokens, ["/sentinel", "selftest"], Window);
        SandboxRecord record;
        try
        {
            record = await runner.RunAsync(spec, Window, target: null, tokens, news: null, input: null, cancellationToken);
        }
        catch (SandboxFailedException e)
        {
            throw Failed(subject, e.Message);
        }

        var missing = SelfTestExpectations.Missing(record);
        if (missing.Count > 0)
        {
            throw Failed(subject, "the sandbox did not see " + string.Join(", ", missing));
        }

        (_passedFor, _failed, KeptSince) = (subject, null, null);
        proof.Keep(subject);
    }

    private SandboxFailedException Failed(string subject, string words)
    {
        words = "the self-test failed: " + DisplayText.Clean(words, 300);
        _failed = (subject, words, time.GetTimestamp());
        return new SandboxFailedException(words);
    }
}
