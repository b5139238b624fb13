using System.Net;
using System.Text;
using DockerScan.Sentinel.Inspect.Calls;

namespace DockerScan.Sentinel.Tests.Inspect.Calls;

/// <summary>What is read of a call, out of bytes that the target chose.</summary>
public sealed class CallReadingTests
{
    [Fact]
    public void Parse_InternetAddresses_AreRead()
    {
        Assert.Equal(new Endpoint(IPAddress.Parse("192.0.2.7"), 443), Endpoint.Parse([2, 0, 1, 187, 192, 0, 2, 7, 0, 0, 0, 0, 0, 0, 0, 0]));
        Assert.Equal(new Endpoint(IPAddress.Parse("2001:db8::7"), 53), Endpoint.Parse([10, 0, 0, 53, 0, 0, 0, 0, .. IPAddress.Parse("2001:db8::7").GetAddressBytes(), 0, 0, 0, 0]));
        Assert.Equal(IPAddress.Parse("192.0.2.7"), Endpoint.Parse([10, 0, 0, 53, 0, 0, 0, 0, .. IPAddress.Parse("::ffff:192.0.2.7").GetAddressBytes(), 0, 0, 0, 0])!.Value.Address);
    }

    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 2, 0, 1 })]
    [InlineData(new byte[] { 1, 0, 47, 116, 109, 112, 0, 0 })]
    [InlineData(new byte[] { 10, 0, 0, 53, 0, 0, 0, 0, 1, 2, 3 })]
    public void Parse_AnythingElse_IsNone(byte[] bytes) => Assert.Null(Endpoint.Parse(bytes));

    [Theory]
    [InlineData("#!/bin/sh\nexit", "/bin/sh", null)]
    [InlineData("#! /usr/bin/env  python3 -u \nx", "/usr/bin/env", "python3 -u")]
    [InlineData("#!/bin/sh\r\n", "/bin/sh", null)]
    [InlineData("#!", "", null)]
    [InlineData("#!/bin/sh\0rest", "/bin/sh", null)]
    public void Interpreter_FirstLine_IsProgramAndOneWord(string head, string program, string? argument)
        => Assert.Equal((program, argument), StartReader.Interpreter(Encoding.UTF8.GetBytes(head)));

    [Theory]
    [InlineData("/proc/self/fd/7", "fd/7")]
    [InlineData("/proc/thread-self/exe", "exe")]
    [InlineData("/dev/fd/12", "fd/12")]
    [InlineData("/dev/exe", null)]
    [InlineData("/proc/self/fd/7/../../root/etc", null)]
    [InlineData("/proc/self/root/bin/sh", null)]
    [InlineData("/proc/1/exe", null)]
    [InlineData("/bin/sh", null)]
    public void Own_LinksThatLeadToTheAsker_AreTheCallers(string path, string? expected) => Assert.Equal(expected, StartPath.Own(path));

    [Fact]
    public void Ask_SameAddressAgain_IsToldOnce()
    {
        var budget = new ContactBudget();

        Assert.Equal(ContactBudget.Answer.Tell, budget.Ask(7, 1, 99));
        Assert.Equal(ContactBudget.Answer.No, budget.Ask(7, 1, 99));
        Assert.Equal(ContactBudget.Answer.Tell, budget.Ask(8, 1, 99));
        Assert.Equal(ContactBudget.Answer.Tell, budget.Ask(7, 2, 99));
    }

    [Fact]
    public void Ask_ManyAddresses_AreCutAndSaidOnce()
    {
        var budget = new ContactBudget();
        var answers = Enumerable.Range(0, 1000).Select(i => budget.Ask(7, 1, (ulong)i)).ToList();

        Assert.Equal(ContactBudget.MaxPerProcess, answers.Count(each => each == ContactBudget.Answer.Tell));
        Assert.Single(answers, ContactBudget.Answer.TellMore);
        Assert.True(budget.IsSpent(7, 1));
        Assert.False(budget.IsSpent(8, 1));
    }

    [Fact]
    public void Ask_ManyProcesses_AreBoundedAndTheRestIsALoss()
    {
        var budget = new ContactBudget();
        var answers = Enumerable.Range(0, 100_000).Select(i => budget.Ask(i, 1, 5)).ToList();

        Assert.Equal(ContactBudget.MaxProcesses, answers.Count(each => each == ContactBudget.Answer.Tell));
        Assert.All(answers.Skip(ContactBudget.MaxProcesses), each => Assert.Equal(ContactBudget.Answer.Lost, each));
    }

    [Theory]
    [InlineData("", StartPath.CurrentFolder, true)]
    [InlineData("", 3, false)]
    [InlineData("x", StartPath.CurrentFolder, false)]
    public void IsNothing_NoPathAndNoFolder_IsNoProgram(string path, int folder, bool expected)
        => Assert.Equal(expected, new StartPath(1, folder).IsNothing(path));

    // The kernel takes a datagram's address of no family for one of IPv4; with connect the same undoes a connection.
    [Fact]
    public void Parse_AddressOfNoFamily_IsADatagramsOnly()
    {
        byte[] bytes = [0, 0, 1, 187, 192, 0, 2, 7, 0, 0, 0, 0, 0, 0, 0, 0];

        Assert.Equal(new Endpoint(IPAddress.Parse("192.0.2.7"), 443), Endpoint.Parse(bytes, mayBeUnspecified: true));
        Assert.Null(Endpoint.Parse(bytes));
    }
}
