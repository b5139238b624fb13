using DockerScan.Core.Images;
using DockerScan.Scanners.ImageConfig;
using DockerScan.Scanners.ImageConfig.Secrets;
using DockerScan.Scanners.Tests.Autorun;
using DockerScan.Scanners.Tests.ImageConfig.Secrets;

namespace DockerScan.Scanners.Tests.ImageConfig;

/// <summary>What is promised: variables and history are checked within 20 ms, 200 of the ones and 500 lines of the other.</summary>
/// <remarks>
/// The machine has other things to do, and another machine is another: so the time is compared with that of a piece of
/// work that is always the same, in turns, and takes 20 ms on the machine that the promise was measured on. Other tests run
/// at the same time and share its caches, so four times the work is let pass: what this finds is a search that grows with more than the text.
/// </remarks>
public sealed class EnvAndHistoryTimeTests
{
    private const double Allowed = 4;
    private const int Rounds = 25;
    private const int WarmUps = 40;
    private const int Steps = 12_000_000;

    // Lines as builders write them: packages, downloads with and without a checksum, sources, settings.
    private static readonly string[] Ordinary =
    [
        "/bin/sh -c apt-get update && apt-get install -y --no-install-recommends ca-certificates curl gnupg dirmngr && rm -rf /var/lib/apt/lists/*",
        "RUN /bin/sh -c set -eux; curl -fsSL -o app.tar.gz \"https://example.com/v$APP_VERSION/app.tar.gz\"; echo \"$APP_SHA256 *app.tar.gz\" | sha256sum -c -; tar -xzf app.tar.gz -C /opt; rm app.tar.gz # buildkit",
        "RUN |2 TARGETARCH=amd64 VERSION=1.2.3 /bin/sh -c wget -qO /usr/local/bin/tini https://example.com/tini-$TARGETARCH && chmod +x /usr/local/bin/tini # buildkit",
        "/bin/sh -c #(nop) COPY file:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef in /usr/local/bin/ ",
        "RUN /bin/sh -c groupadd -r app --gid=999 && useradd -r -g app --uid=999 --home-dir=/var/lib/app --shell=/bin/bash app && install --verbose --directory --owner app --group app --mode 3777 /var/lib/app # buildkit",
        "/bin/sh -c #(nop)  ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin APP_VERSION=1.2.3 LANG=C.UTF-8",
        "RUN /bin/sh -c pip install --no-cache-dir -r requirements.txt && python -m compileall /app && find /usr -name '*.pyc' -delete # buildkit",
        "RUN /bin/sh -c npm ci --omit=dev && npm cache clean --force && chown -R node:node /home/node/app # buildkit",
        "RUN /bin/sh -c set -eux; savedAptMark=\"$(apt-mark showmanual)\"; ./configure --prefix=/usr --with-openssl && make -j \"$(nproc)\" && make install && apt-mark auto '.*' > /dev/null # buildkit",
        "HEALTHCHECK &{[\"CMD-SHELL\" \"curl -fsS http://localhost:8080/health || exit 1\"] \"30s\" \"3s\" \"0s\" '\\x03'}",
    ];

    [Fact]
    public void Look_ManyVariablesAndSteps_TakesNoLongerThanFourTimesTheWork()
    {
        var configuration = new ImageConfiguration
        {
            Environment = SecretLists.Honest,
            History = [.. Enumerable.Range(0, 300).Select(at => Ordinary[at % Ordinary.Length].Replace("1.2.3", $"1.2.{at}", StringComparison.Ordinal))
                .Concat(SecretLists.Planted.Select(each => "RUN /bin/sh -c echo " + each.Text)).Concat(SecretLists.Honest.Take(80).Select(line => "ENV " + line))
                .Select(text => new HistoryEntry(text, null, false))],
        };
        Assert.Equal((200, 500), (configuration.Environment.Count, configuration.History.Count));
        var (secrets, history) = (new SecretRule(), new HistoryRule(TestSignatures.All));

        var (rules, work) = Compare(() => Assert.NotEmpty(RuleBed.Look(secrets, configuration).Concat(RuleBed.Look(history, configuration))));

        TestContext.Current.TestOutputHelper?.WriteLine($"200 variables and 500 steps: {rules:0.0} ms; the work: {work:0.0} ms");
        Assert.True(rules <= Allowed * work, $"{rules:0.0} ms; the work takes {work:0.0} ms");
    }

    // The best of the one and the median of the other, measured in turns: what a busy machine adds to a round is none of ours.
    private static (double Looked, double Worked) Compare(Action look)
    {
        for (var i = 0; i < WarmUps; i++)
        {
            look();
            Work();
        }

        var (looked, worked) = (new List<double>(), new List<double>());
        for (var i = 0; i < Rounds; i++)
        {
            looked.Add(Time(look));
            worked.Add(Time(() => Assert.NotEqual(0UL, Work())));
        }

        return (looked.Min(), worked.Order().ElementAt(Rounds / 2));
    }

    private static double Time(Action action) => ThreadClock.Time(action).TotalMilliseconds;

    private static ulong Work()
    {
        var state = 0x9E3779B97F4A7C15UL;
        for (var i = 0; i < Steps; i++)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
        }

        return state;
    }
}
