using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Images;
using DockerScan.Core.Stages;
using DockerScan.Scanners.ImageConfig.Secrets;

namespace DockerScan.Scanners.Tests.ImageConfig.Secrets;

public sealed class SecretRuleTests
{
    [Fact]
    public void Look_PasswordAndAddress_AreTwoFindingsThatShowLittle()
    {
        var findings = Look(new ImageConfiguration { Environment = ["POSTGRES_PASSWORD=Tr0ub4dor-and-3", "DATABASE_URL=postgres://app:Tr0ub4dor-and-3@db/app"] });

        Assert.Equal(["ENV DATABASE_URL", "ENV POSTGRES_PASSWORD"], findings.Select(finding => finding.Location));
        Assert.All(findings, finding => Assert.Equal((CheckIds.SecretEnv, CheckIds.SecretEnv, "secret-env", Severity.Medium), (finding.Check, finding.KeyClass, finding.Id, finding.Severity)));
        Assert.Equal("ENV DATABASE_URL: Tr0*** (15 characters)", findings[0].Evidence);
        Assert.Equal("A password in an address in ENV DATABASE_URL", findings[0].Title);
    }

    [Theory]
    [InlineData("PASSWORD=", null)]
    [InlineData("DB_PASSWORD_FILE=/run/secrets/db", null)]
    [InlineData("DB_PASSWORD=/run/secrets/db", null)]
    [InlineData("DB_PASSWORD=$DB_PASSWORD", null)]
    [InlineData("DB_PASSWORD=${DB_PASSWORD:-}", null)]
    [InlineData("DB_PASSWORD=%DB_PASSWORD%", null)]
    [InlineData("DB_PASSWORD={{ db.password }}", null)]
    [InlineData("DB_PASSWORD=<your-password>", null)]
    [InlineData("DB_PASSWORD=xxxxxxxx", null)]
    [InlineData("DB_PASSWORD=********", null)]
    [InlineData("DB_PASSWORD=example-password", null)]
    [InlineData("DB_PASSWORD=vault:secret/db#password", null)]
    [InlineData("DB_PASSWORD=true", null)]
    [InlineData("API_TOKEN=none", null)]
    [InlineData("API_TOKEN=https://auth.corp.test/token", null)]
    [InlineData("API_SECRET=1.2.3", null)]
    [InlineData("DB_PASSWORD=$2y$10$abcdefghijklmnopqrstuv", null)]
    [InlineData("DB_PASSWORD=changeme", "default-password")]
    [InlineData("DB_PASSWORD=postgres", "default-password")]
    [InlineData("DATABASE_URL=postgres://postgres:postgres@db/app", "default-password")]
    [InlineData("AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE", null)]
    [InlineData("LDAP_BIND_PW=Tr33Frog!", "secret-env")]
    [InlineData("ROOTPW=Tr33Frog!", "secret-env")]
    [InlineData("DB_DSN=app:Tr33Frog!@tcp(db:3306)/app", "secret-env")]
    [InlineData("DB_DSN=app:Tr33Frog!@unix(/run/mysqld.sock)/app", "secret-env")]
    [InlineData("DB_DSN=app:${DB_PASSWORD}@tcp(db:3306)/app", null)]
    [InlineData("DB_DSN=app@tcp(db:3306)/app", null)]
    [InlineData("BIND_PW_FILE=/run/secrets/ldap", null)]
    [InlineData("PWM_MODE=fast", null)]
    [InlineData("AUTH_HEADER=Authorization: Bearer 7c1f0a93b4d24e5f8a6b", "secret-env")]
    [InlineData("UPSTREAM_HEADER=Bearer 7c1f0a93b4d24e5f8a6b", "secret-env")]
    [InlineData("AUTH_HEADER=Authorization", null)]
    [InlineData("AUTH_HEADER=Authorization: Bearer ${TOKEN}", null)]
    [InlineData("TOKEN_KIND=Bearer", null)]
    [InlineData("DEPLOY_KEY=ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0q3w5e7r9t1y3u5i7o9p1a3s5d7f9g1h3j5k7l9z1x ci@corp", null)]
    public void Look_NoSecretByItself_HasItsOwnAnswer(string variable, string? id)
        => Assert.Equal(id is null ? [] : [id], Look(new ImageConfiguration { Environment = [variable] }).Select(finding => finding.Id));

    [Fact]
    public void Look_DefaultPassword_IsALowMisconfiguration()
    {
        var finding = Assert.Single(Look(new ImageConfiguration { Environment = ["MYSQL_ROOT_PASSWORD=root", "GF_SECURITY_ADMIN_PASSWORD=admin"] }));

        Assert.Equal((CheckIds.Misconfiguration, Severity.Low, "default passwords"), (finding.Check, finding.Severity, finding.Location));
        Assert.StartsWith("ENV GF_SECURITY_ADMIN_PASSWORD, ENV MYSQL_ROOT_PASSWORD: ", finding.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Look_SameInConfigurationAndHistory_IsOneFinding()
    {
        var finding = Assert.Single(Look(new ImageConfiguration
        {
            Environment = ["API_TOKEN=0d951c95602f417c2d017e07fc10d0f9"],
            History = [new HistoryEntry("ARG API_TOKEN=0d951c95602f417c2d017e07fc10d0f9", null, true), new HistoryEntry("ENV API_TOKEN=0d951c95602f417c2d017e07fc10d0f9", null, true)],
        }));

        Assert.Equal("ENV API_TOKEN: 0d9*** (32 characters); in the history at step 1, 2; also ARG API_TOKEN", finding.Evidence);
    }

    [Theory]
    [InlineData("ConnectionStrings__Default", "Server=db;User Id=sa;Password=Tr33Frog!;", "ConnectionStrings__Default")]
    [InlineData("JAVA_OPTS", "-Xmx1g -Djavax.net.ssl.keyStorePassword=Tr33Frog!", "JAVA_OPTS")]
    [InlineData("DSN", "host=db user=app password=Tr33Frog! sslmode=disable", "DSN")]
    public void Look_ValueThatHoldsNamesInItself_IsOneFindingUnderItsOwnName(string name, string value, string expected)
    {
        var finding = Assert.Single(Look(new ImageConfiguration
        {
            Environment = [$"{name}={value}", "LANG=C.UTF-8"],
            History = [new HistoryEntry($"/bin/sh -c #(nop)  ENV {name}={value} LANG=C.UTF-8", null, true)],
        }));

        Assert.Equal(("ENV " + expected, false), (finding.Location, finding.Evidence.Contains("a later step", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData]
    [InlineData("DB_PASSWORD=")]
    [InlineData("DB_PASSWORD=changeme")]
    public void Look_TakenOutOfEnvLater_SaysThatTheHistoryKeepsIt(params string[] environment)
    {
        var findings = Look(new ImageConfiguration
        {
            Environment = environment,
            History = [new HistoryEntry("/bin/sh -c #(nop)  ENV DB_PASSWORD=f0xglove.Hill", null, true), new HistoryEntry("/bin/sh -c #(nop)  ENV DB_PASSWORD=", null, true)],
        });

        var finding = Assert.Single(findings, finding => finding.Check == CheckIds.SecretEnv);
        Assert.Equal("ENV DB_PASSWORD", finding.Location);
        Assert.Contains("a later step changed or removed it, and the history still has it", finding.Evidence, StringComparison.Ordinal);
    }

    // Each kind of place has its own advice; the same place always the same.
    [Theory]
    [InlineData("ENV", "API_TOKEN=0d951c95602f417c2d017e07fc10d0f9", "when the container starts")]
    [InlineData("HISTORY", "ARG NPM_TOKEN=0d951c95602f417c2d017e07fc10d0f9", "--mount=type=secret")]
    [InlineData("HISTORY", "RUN /bin/sh -c curl -u a:b4rley.Fields https://x.test # buildkit", "--mount=type=secret")]
    [InlineData("LABEL", "ci.token=0d951c95602f417c2d017e07fc10d0f9", "label")]
    [InlineData("HEALTHCHECK", """["CMD","redis-cli","-a","cr4neBridge","ping"]""", "list of processes")]
    [InlineData("CMD", """["redis-server","--requirepass","p1neForest8"]""", "list of processes")]
    public void Look_Advice_FitsThePlace(string place, string text, string advice)
        => Assert.Contains(advice, Assert.Single(Look(SecretLists.With(place, text))).Remediation, StringComparison.Ordinal);

    // Options that look like those of a password and are none.
    [Theory]
    [InlineData("docker run -p 8080:80 app")]
    [InlineData("mkdir -p /var/lib/app2")]
    [InlineData("mysql -P3306 -h db")]
    [InlineData("curl -u : https://x.test")]
    [InlineData("apk add --no-cache pass-otp=1.2.0")]
    [InlineData("useradd -p '!' app")]
    [InlineData("echo 'root:x:0:0:root:/root:/bin/sh' >> /etc/passwd")]
    [InlineData("sed -i 's/^password=.*/password=${DB_PASSWORD}/' /etc/app.ini")]
    [InlineData("pip install tokenizers==0.15.2 --hash=sha256:3b1f5c7d9e2a4b6c8d0e1f2a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e")]
    [InlineData("curl -H \"Authorization: Bearer $TOKEN\" https://x.test")]
    [InlineData("git clone https://$USER:$TOKEN@git.test/x.git")]
    [InlineData("apt-key adv --keyserver keyserver.test --recv-keys 573BFD6B3D8FBC641079A6ABABF5BD827BD9BF62")]
    [InlineData("wget --user-agent=curl/8.0 --password-stdin")]
    [InlineData("openssl req -passout pass:$PASS -subj /CN=x")]
    [InlineData("export SECRET=$(cat /run/secrets/app) && make")]
    public void Look_HonestBuildStep_IsQuiet(string step)
        => Assert.Empty(Look(new ImageConfiguration { History = [new HistoryEntry("RUN /bin/sh -c " + step + " # buildkit", null, false), new HistoryEntry("/bin/sh -c " + step, null, false)], HealthCheck = ["CMD-SHELL", step] }));

    [Fact]
    public void Look_TokenWithoutAName_IsNamedAsTrivyNamesIt()
    {
        var finding = Assert.Single(Look(new ImageConfiguration { History = [new HistoryEntry("RUN /bin/sh -c echo -n ghp_OS5OAvP7dxamzpvLJ0Zx6maUhHTz9SvKRidQ > /t # buildkit", null, false)] }));

        Assert.Equal(("github-pat", "image-config", Severity.High), (finding.Id, finding.Location, finding.Severity));
        Assert.DoesNotContain("ghp_O", finding.Evidence, StringComparison.Ordinal);
    }

    // A name is shown, so a token that somebody took for a name is not.
    [Fact]
    public void Look_TokenAsName_IsNotShown()
    {
        var findings = Look(new ImageConfiguration { Environment = ["ghp_OS5OAvP7dxamzpvLJ0Zx6maUhHTz9SvKRidQ_PASSWORD=f0xglove.Hill"] });

        Assert.All(findings, finding => Assert.DoesNotContain("OS5OAv", finding.Location + finding.Title + finding.Evidence + finding.Target, StringComparison.Ordinal));
    }

    [Fact]
    public void Look_ManySecrets_AreBounded()
    {
        var findings = Look(new ImageConfiguration { Environment = [.. Enumerable.Range(0, 400).Select(i => $"A{i}_PASSWORD=f0xglove.Hill{i}")] });

        Assert.Equal(101, findings.Count);
        Assert.Equal("secret-many", findings[^1].Id);
    }

    // Variables of popular images and of the frameworks that people put into theirs.
    [Theory]
    [InlineData("NEXT_PUBLIC_POSTHOG_KEY=phc_pTn4Vq8sWm2Rk7Yd1Lz6")]
    [InlineData("NUXT_PUBLIC_MAP_API_KEY=a8f3k2m9d7s6q1w5e4")]
    [InlineData("KEYS=4ED778F539E3634C779C87C6D7062848A1AB005C 94AE36675C464D64BAFA68DD7434390BDBE9B9C5")]
    [InlineData("NGINX_GPGKEYS=573BFD6B3D8FBC641079A6ABABF5BD827BD9BF62")]
    [InlineData("SECRET_KEY_BASE_DUMMY=1")]
    [InlineData("AWS_WEB_IDENTITY_TOKEN_FILE=/var/run/secrets/eks.amazonaws.com/serviceaccount/token")]
    [InlineData("VITE_SENTRY_DSN=https://0123456789abcdef0123456789abcdef@o1.ingest.sentry.io/1")]
    [InlineData("MYSQL_ALLOW_EMPTY_PASSWORD=yes")]
    [InlineData("DOCKER_CREDENTIAL_HELPER=ecr-login")]
    [InlineData("RATE_TOKEN_BUCKET_SIZE=100")]
    [InlineData("GIT_SSH_COMMAND=ssh -o StrictHostKeyChecking=no")]
    [InlineData("ES_JAVA_OPTS=-Djavax.net.ssl.trustStorePassword=changeit -Xmx1g")]
    [InlineData("KC_HTTPS_KEY_STORE_FILE=/opt/keycloak/conf/server.keystore")]
    public void Look_VariablesOfPopularImages_AreNoSecrets(string variable)
        => Assert.DoesNotContain(Look(new ImageConfiguration { Environment = [variable] }), finding => finding.Check == Core.Checks.CheckIds.SecretEnv);

    [Theory]
    [InlineData("NEXT_PUBLIC_DB_PASSWORD=f0xglove.Hill7")]
    [InlineData("PUBLIC_API_TOKEN=0d951c95602f417c2d017e07fc10d0f9")]
    [InlineData("NEXT_PRIVATE_API_KEY=a8f3k2m9d7s6q1w5e4")]
    [InlineData("POSTHOG_API_KEY=phx_pTn4Vq8sWm2Rk7Yd1Lz6")]
    public void Look_NearThem_AreSecrets(string variable)
        => Assert.Contains(Look(new ImageConfiguration { Environment = [variable] }), finding => finding.Check == Core.Checks.CheckIds.SecretEnv);

    // What stands in front is no cover, however much it is.
    [Theory]
    [InlineData("a=1 ")]
    [InlineData("--x y ")]
    [InlineData("\"a\": \"b\", ")]
    [InlineData("word ")]
    [InlineData("https://a:b@c/ ")]
    public void Look_BehindManyOthers_IsFoundAllTheSame(string piece)
    {
        var cover = string.Concat(Enumerable.Repeat(piece, 6000));

        Assert.Contains(Look(new ImageConfiguration { Environment = [$"OPTIONS={cover} DB_PASSWORD=f0xglove.Hill"] }), finding => finding.Location == "ENV OPTIONS");
        Assert.Contains(Look(new ImageConfiguration { Command = ["/bin/sh", "-c", $"app {cover} --db-password f0xglove.Hill"] }), finding => finding.Location == "CMD db-password");
        Assert.Contains(Look(new ImageConfiguration { History = [new HistoryEntry($"RUN /bin/sh -c app {cover}; export DB_PASSWORD=f0xglove.Hill # buildkit", null, false)] }), finding => finding.Location == "RUN DB_PASSWORD");
        Assert.Contains(Look(new ImageConfiguration { History = [new HistoryEntry($"ENV {string.Concat(Enumerable.Range(0, 3000).Select(at => $"A{at}=1 "))}DB_PASSWORD=f0xglove.Hill", null, true)] }), finding => finding.Location == "ENV DB_PASSWORD");
    }

    [Fact]
    public void Look_MoreCandidatesThanAreLookedAt_SaysSo()
    {
        var gaps = new List<Gap>();

        _ = new SecretRule().Look(new DockerScan.Scanners.ImageConfig.ImageConfigInput(
            new ImageConfiguration { Command = [string.Concat(Enumerable.Repeat("a=1 ", 60_000))] }, new DockerScan.TestKit.Content.FakeImageContent().Index, null, null, gaps)).ToList();

        Assert.Equal(GapKind.HistoryCut, Assert.Single(gaps).Kind);
    }

    [Fact]
    public void Look_TooMuch_SaysSo()
    {
        var gaps = new List<Gap>();

        _ = new SecretRule().Look(new DockerScan.Scanners.ImageConfig.ImageConfigInput(
            new ImageConfiguration { Environment = ["A=" + new string('x', SecretText.MaxLength)] }, new DockerScan.TestKit.Content.FakeImageContent().Index, null, null, gaps)).ToList();

        Assert.Equal(GapKind.HistoryCut, Assert.Single(gaps).Kind);
    }

    // Time is in proportion to the length whatever is in it.
    [Theory]
    [InlineData("a=")]
    [InlineData("a://b:c@")]
    [InlineData("\"a\":\"")]
    [InlineData("'")]
    [InlineData("\\\"")]
    [InlineData("-p x ")]
    [InlineData("AKIA")]
    [InlineData("eyJ.eyJ")]
    [InlineData("password ")]
    [InlineData("\" ' ")]
    [InlineData("-----BEGIN ")]
    public void Look_HostileText_Ends(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, SecretText.MaxLength / piece.Length));
        var watch = System.Diagnostics.Stopwatch.StartNew();

        _ = Look(new ImageConfiguration { Environment = [.. Enumerable.Repeat("X_PASSWORD=" + text, 5), .. Enumerable.Repeat("X=" + text, 5)], Command = [text], History = [new HistoryEntry("RUN " + text, null, false)] });

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    private static List<FindingDraft> Look(ImageConfiguration configuration) => RuleBed.Look(new SecretRule(), configuration);
}
