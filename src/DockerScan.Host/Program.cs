using DockerScan.Host.Cli;

return await CommandLine.RunAsync(args);
