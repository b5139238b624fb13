using DockerScan.Sentinel.Inspect;

namespace DockerScan.Sentinel.Tests.Inspect;

public sealed class TellBudgetTests
{
    private readonly TellBudget _budget = new();

    [Fact]
    public void Ask_FloodOfOneCommand_LeavesRoomForOthers()
    {
        var answers = Enumerable.Range(0, TellBudget.Max).Select(_ => _budget.Ask(1, 1)).ToList();

        Assert.Equal(TellBudget.MaxRepeats, answers.Count(each => each == TellBudget.Answer.Tell));
        Assert.DoesNotContain(TellBudget.Answer.Lost, answers);
        Assert.Equal(TellBudget.Answer.Tell, _budget.Ask(1, 2));
    }

    [Fact]
    public void Ask_FloodOfCommandLines_IsALossAndANewProgramIsStillTold()
    {
        var answers = Enumerable.Range(0, TellBudget.Max).Select(i => _budget.Ask(1, (ulong)i)).ToList();

        Assert.Equal(TellBudget.MaxCommands, answers.Count(each => each == TellBudget.Answer.Tell));
        Assert.Contains(TellBudget.Answer.Lost, answers);
        Assert.Equal(TellBudget.Answer.Tell, _budget.Ask(2, 0));
    }

    [Fact]
    public void Ask_RestlessProcess_OnlyANewProgramIsTold()
    {
        Assert.Equal(TellBudget.Answer.Tell, _budget.Ask(1, 1));

        Assert.Equal(TellBudget.Answer.Lost, _budget.Ask(1, 2, isRestless: true));
        Assert.Equal(TellBudget.Answer.Repeated, _budget.Ask(1, 1, isRestless: true));
        Assert.Equal(TellBudget.Answer.Tell, _budget.Ask(2, 3, isRestless: true));
    }

    [Fact]
    public void Ask_FloodOfPrograms_EndsAtTheBound()
    {
        var answers = Enumerable.Range(0, TellBudget.Max + 10).Select(i => _budget.Ask((ulong)i, (ulong)i)).ToList();

        Assert.Equal(TellBudget.Max, answers.Count(each => each == TellBudget.Answer.Tell));
        Assert.Equal(10, answers.Count(each => each == TellBudget.Answer.Lost));
    }
}
