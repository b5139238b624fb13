using DockerScan.Sentinel;

return Roles.Run(args);
