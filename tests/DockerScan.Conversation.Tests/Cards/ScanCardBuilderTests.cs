using DockerScan.Conversation.Cards;
using DockerScan.Conversation.Messages;
using DockerScan.Core;
using DockerScan.Core.Checks;
using DockerScan.Core.Findings;
using DockerScan.Core.Scans;
using DockerScan.Core.Stages;
using DockerScan.Engine.Scanning;
using DockerScan.Engine.Tests.Fakes;

namespace DockerScan.Conversation.Tests.Cards;

public sealed class ScanCardBuilderTests
{
    [Fact]
    public void Finished_Unknown_IsAsLoudAsAFindingAndSaysWhatDidNotRun()
    {
        var result = Sample.Result(Sample.Vulnerability("CVE-2024-1", "openssl")) with
        {
            Verdict = Verdict.Unknown,
            Complete = false,
            Stages = [Sample.Stage(StageIds.Trivy, StageOutcome.Completed), Sample.Stage(StageIds.Sandbox, StageOutcome.Skipped, "left out by request")],
            Checklist = [new ChecklistLine("autorun", CheckIds.AutorunMalware, CheckResult.NotAssessed, null, 0)],
        };

        var card = ScanCardBuilder.Finished(result);

        Assert.Equal("AT LEAST HIGH, incomplete", card.Verdict?.Label);
        Assert.Equal(ChatTone.Danger, card.Tone);
        Assert.Equal(
            "Something here can break the availability, confidentiality or integrity of what runs it. Do not use it as it is. Not everything could be looked at, so there may be more.", card.Text);
        Assert.Equal(
            ["Behaviour in the sandbox: skipped, left out by request", "autorun.malware."],
            card.Sections.Single(section => section.Heading == "Coverage").Lines.Select(line => line.Text));
    }

    [Fact]
    public void Finished_ImageCouldNotBeHad_IsOneLineAndTheNextStep()
    {
        var result = Sample.Result() with
        {
            Verdict = Verdict.Unknown, Complete = false, Image = null, OperatingSystem = null, PackageCount = null, Checklist = [],
            Stages = [Sample.Stage(StageIds.Resolve, StageOutcome.Failed, "no such image"), Sample.Stage(StageIds.Trivy, StageOutcome.Skipped, "the image could not be had")],
            Failure = new ScanFailure(FailureKind.ImageNotFound, "No such image, or no access to it."),
        };

        var card = ScanCardBuilder.Finished(result);

        Assert.Equal("The image could not be looked at: No such image, or no access to it.", card.Text);
        Assert.Equal(("UNKNOWN", ChatTone.Unknown), (card.Verdict?.Label, card.Tone));
        // Nothing was looked at: no stage, check, system or number says more, and there is nothing to list or report.
        Assert.Empty(card.Sections);
        Assert.Equal(["Scan"], card.Fields.Select(field => field.Name));
        Assert.Equal([$"rescan {Sample.Id}"], card.Buttons.Select(button => button.Value));
    }

    [Fact]
    public void Finished_CompleteStageThatDoesNotKnowThePackages_SaysSoInTheCoverage()
    {
        var result = Sample.Result() with
        {
            Stages = [Sample.Stage(StageIds.Trivy, StageOutcome.Completed) with { Gaps = [new Gap(GapKind.PackageListNone, "no package list stands behind /app")] }],
            Checklist = [new ChecklistLine("cve", CheckIds.OutdatedSoftware, CheckResult.NotAssessed, null, 0)],
        };

        var card = ScanCardBuilder.Finished(result);

        Assert.Equal("NO RISK FOUND", card.Verdict?.Label);
        Assert.Equal(
            ["Vulnerabilities and secrets (Trivy): no package list stands behind /app", "cve.outdated-software."],
            card.Sections.Single(section => section.Heading == "Coverage").Lines.Select(line => line.Text));
    }

    [Fact]
    public void Finished_NoticeOfAStage_IsALineBesideTheCoverageAndTakesNothing()
    {
        var stage = Sample.Stage(StageIds.Trivy, StageOutcome.Completed) with { Evidence = new Dictionary<string, string> { [StageReport.NoticeKey] = "Trivy 0.44.1 of August 2023\u001b[31m: old" } };

        var card = ScanCardBuilder.Finished(Sample.Result() with { Stages = [stage] });

        Assert.Equal("NO RISK FOUND", card.Verdict?.Label);
        var lines = card.Sections.Single(section => section.Heading == "Coverage").Lines;
        Assert.Equal(["COMPLETE", "NOTE"], lines.Select(line => line.Label));
        Assert.StartsWith("Vulnerabilities and secrets (Trivy): Trivy 0.44.1 of August 2023", lines[1].Text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', lines[1].Text);
    }

    [Fact]
    public void Finished_Clean_SaysWhatWasLookedAt()
    {
        var card = ScanCardBuilder.Finished(Sample.Result());

        Assert.Equal("NO RISK FOUND", card.Verdict?.Label);
        Assert.Equal("1 of 1 stages completed, 1 of 1 checks assessed.", Assert.Single(Assert.Single(card.Sections).Lines).Text);
    }

    [Theory]
    [InlineData("open", true)]
    [InlineData("sinkhole", false)]
    public void Finished_ImageHadTheRealNetwork_CardWarnsFirst(string mode, bool warns)
    {
        var stage = Sample.Stage(StageIds.Sandbox, StageOutcome.Partial, "why") with { Evidence = new Dictionary<string, string> { ["mode"] = mode } };

        var lines = ScanCardBuilder.Finished(Sample.Result() with { Stages = [stage] }).Sections.Single(section => section.Heading == "Coverage").Lines;

        Assert.Equal(warns, lines[0].Label == "OPEN NETWORK");
        Assert.Equal(warns ? 1 : 0, lines.Count(line => line.Text.Contains("real network", StringComparison.Ordinal)));
    }

    [Fact]
    public void Finished_IncompleteThoughEveryStageCompleted_IsNotCalledComplete()
    {
        var card = ScanCardBuilder.Finished(Sample.Result() with { Complete = false, Verdict = Verdict.Unknown });

        Assert.Equal("NOT LOOKED AT", Assert.Single(Assert.Single(card.Sections).Lines).Label);
    }

    [Fact]
    public void Finished_ManyFindings_ShowsFiveThatMatterMost()
    {
        var findings = Enumerable.Range(0, 8).Select(i => Sample.Vulnerability($"CVE-{i}", $"package{i}", Risk.Medium))
            .Append(Sample.Make("m", "autorun.malware", CheckIds.AutorunMalware, "/x", "A miner", Risk.High))
            .Append(Sample.Vulnerability("CVE-9", "package0", Risk.High, fixedIn: null))
            .Append(Sample.Vulnerability("CVE-10", "ignored", Risk.High) with { State = FindingState.Accepted });

        var card = ScanCardBuilder.Finished(Sample.Result([.. findings]));

        var lines = card.Sections[0].Lines;
        Assert.Equal(6, lines.Count);
        Assert.Equal("A miner (/x). Mend it.", lines[0].Text);
        Assert.Equal("package0 1.0 has 2 known vulnerabilities, the worst CVE-9 (high severity): A flaw. An upgrade mends 1 of 2.", lines[1].Text);
        Assert.Equal($"And 4 more: findings {Sample.Id}", lines[5].Text);
        Assert.Contains(card.Fields, field => field.Value == "2 high, 8 medium, 0 low; 1 accepted");
    }

    [Fact]
    public void Working_Stages_HaveNamesOutcomesAndFractions()
    {
        var subject = new ScanCardSubject(Sample.Id, Sample.Result().Reference, null, Joined: false);
        var progress = new ScanProgress(
            Sample.Id, ScanPhase.Running, 0,
            [new StageProgress(StageIds.Acquire, StageOutcome.Completed, 1, "6 layers"), new StageProgress(StageIds.Trivy, null, 7.5, "\u001b[31mhostile")], null);

        var card = ScanCardBuilder.Working(subject, progress);

        Assert.True(card.IsWorking);
        Assert.Equal("Fetch the image", card.Progress[0].Label);
        Assert.Equal(1, card.Progress[1].Fraction);
        Assert.DoesNotContain('\u001b', card.Progress[1].Detail);
    }

    [Theory]
    [InlineData(ReportLanguage.English, "a miner logged in to pool.example:3333")]
    [InlineData(ReportLanguage.Korean, "채굴 프로그램이 pool.example:3333에 로그인함")]
    public void Working_StageTellsWhatItSaw_IsSaidInTheCardsLanguage(ReportLanguage language, string words)
    {
        var subject = new ScanCardSubject(Sample.Id, Sample.Result().Reference, null, Joined: false, language);
        var told = new StageProgress(StageIds.Sandbox, null, null, null) { News = new StageNews(NewsKind.MinerLogin, "pool.example:3333") };

        var card = ScanCardBuilder.Working(subject, new ScanProgress(Sample.Id, ScanPhase.Running, 0, [told], null));

        Assert.Equal(words, Assert.Single(card.Progress).Detail);
    }

    [Fact]
    public void Working_HostileNews_IsCleanAndBounded()
    {
        var subject = new ScanCardSubject(Sample.Id, Sample.Result().Reference, null, Joined: false);
        var told = new StageProgress(StageIds.Sandbox, null, null, null) { News = new StageNews(NewsKind.Line, "\u001b[31m\n\u202E" + new string('x', 5000)) };

        var detail = Assert.Single(ScanCardBuilder.Working(subject, new ScanProgress(Sample.Id, ScanPhase.Running, 0, [told], null)).Progress).Detail;

        Assert.True(detail.Length <= ChatLimits.ProgressDetail);
        Assert.DoesNotContain(detail, letter => char.IsControl(letter) || letter == '\u202E');
    }

    [Fact]
    public void Finished_HostileText_IsCleanAndBounded()
    {
        var hostile = "\u202E\u0000<script>@everyone [red]" + new string('x', 5000);
        var finding = Sample.Make(hostile, hostile, hostile, hostile, hostile, Risk.High);
        var vulnerability = Sample.Vulnerability(hostile, hostile, fixedIn: hostile);
        var result = Sample.Result(finding, vulnerability) with
        {
            Stages = [Sample.Stage(hostile, StageOutcome.Failed, hostile)],
            OperatingSystem = new OperatingSystemInfo(hostile, hostile, EndOfLife: true),
        };

        var card = ScanCardBuilder.Finished(result);

        var texts = card.Fields.Select(field => field.Value).Concat(card.Sections.SelectMany(section => section.Lines).Select(line => line.Text)).ToList();
        Assert.All(texts, text => Assert.DoesNotContain('\u202E', text));
        Assert.All(texts, text => Assert.DoesNotContain('\0', text));
        Assert.All(texts, text => Assert.InRange(text.Length, 0, ChatLimits.FieldValue));
        Assert.Contains(texts, text => text.EndsWith("Mend it.", StringComparison.Ordinal));
    }

    [Fact]
    public void Finished_Korean_TakesTitlesOfChecksAndOurReasonsInKoreanAndLeavesScannersTextsAlone()
    {
        var result = Sample.Result(Sample.Vulnerability("CVE-2024-1", "openssl")) with
        {
            Verdict = Verdict.Unknown,
            Complete = false,
            Stages = [Sample.Stage(StageIds.Sandbox, StageOutcome.Skipped, "left out by request")],
            Checklist = [new ChecklistLine("autorun", CheckIds.AutorunMalware, CheckResult.NotAssessed, null, 0)],
        };

        var card = ScanCardBuilder.Finished(result, null, TestChecklist.Value, ReportLanguage.Korean);

        Assert.Equal("위험도 최소 높음, 검사 미완료", card.Verdict?.Label);
        Assert.Equal(["openssl 1.0: 알려진 취약점 CVE-2024-1 (심각도 높음): A flaw. 2.0 버전으로 업그레이드하십시오."], card.Sections[0].Lines.Select(line => line.Text));
        Assert.Equal(["샌드박스 동적 분석: 건너뜀 — 요청에 따라 제외함", "글."], card.Sections[^1].Lines.Select(line => line.Text));
    }

    [Theory]
    [InlineData(ReportLanguage.English)]
    [InlineData(ReportLanguage.Korean)]
    public void Finished_AnyLanguage_ButtonsTypeTheSameCommands(ReportLanguage language)
        => Assert.Equal(
            [$"report {Sample.Id}", $"findings {Sample.Id}", $"rescan {Sample.Id}"],
            ScanCardBuilder.Finished(Sample.Result(), language: language).Buttons.Select(button => button.Value));

    [Theory]
    [InlineData(Verdict.Unknown, Verdict.None, "UNKNOWN", ChatTone.Unknown)]
    [InlineData(Verdict.Unknown, Verdict.Low, "AT LEAST LOW, incomplete", ChatTone.Unknown)]
    [InlineData(Verdict.Unknown, Verdict.Medium, "AT LEAST MEDIUM, incomplete", ChatTone.Warning)]
    [InlineData(Verdict.Unknown, Verdict.High, "AT LEAST HIGH, incomplete", ChatTone.Danger)]
    [InlineData(Verdict.None, Verdict.None, "NO RISK FOUND", ChatTone.Good)]
    [InlineData(Verdict.Low, Verdict.Low, "LOW RISK", ChatTone.Notice)]
    [InlineData(Verdict.Medium, Verdict.Medium, "MEDIUM RISK", ChatTone.Warning)]
    [InlineData(Verdict.High, Verdict.High, "HIGH RISK", ChatTone.Danger)]
    public void Verdict_Each_HasItsWordsAndTone(Verdict verdict, Verdict atLeast, string label, ChatTone tone)
    {
        var badge = new ChatVerdict(verdict, atLeast);

        Assert.Equal(label, badge.Label);
        Assert.Equal(tone, badge.Tone);
    }
}
