import { defineOutput } from '../output.js';

/** docker: build (BuildKit and classic), pull, push and compose. */
export const docker = defineOutput({
  name: 'docker',
  command: /^(?:docker|podman|buildah|docker-compose|nerdctl)(?![\w-])/,
  content:
    /^#\d+ \[internal\] load (?:build definition from|metadata for|\.dockerignore)|^Step \d+\/\d+ : [A-Z]+ |^[0-9a-f]{12}: (?:Pulling fs layer|Pull complete|Already exists)$/,
  leaveOut: [
    {
      what: 'layers on their way',
      line: /^#\d+ (?:(?:sha256:[0-9a-f]{64}|extracting sha256:[0-9a-f]{64}|resolve \S+@sha256:[0-9a-f]{64}).*|transferring (?:context|dockerfile): .*)$|^[0-9a-f]{12}: (?:Pulling fs layer|Waiting|Downloading|Verifying Checksum|Download complete|Extracting|Pull complete|Already exists|Preparing|Pushing|Pushed|Layer already exists|Mounted from \S+)(?: .*)?$/,
      sure: true,
    },
    {
      what: 'internal steps',
      line: /^#\d+ \[internal\] load |^#\d+ (?:exporting (?:layers|manifest|config|attestation)|writing image|naming to|unpacking to|preparing layers).*done$|^#\d+ exporting (?:layers|to image)$|^#\d+ DONE [\d.]+s$/,
      sure: true,
    },
    {
      what: 'intermediate containers',
      line: /^ ---> (?:Running in )?[0-9a-f]{12}$|^ ---> Using cache$|^Removing intermediate container [0-9a-f]{12}$|^Sending build context to Docker daemon /,
    },
    {
      what: 'container steps',
      line: /^ (?:Container|Network|Volume) \S+ {2}?(?:Creating|Starting|Recreate|Stopping|Removing|Waiting|Pulling) *$/,
      sure: true,
    },
    {
      what: 'packages being installed',
      line: /^#\d+ [\d.]+ (?:Get|Hit|Ign):\d+ |^#\d+ [\d.]+ (?:Reading (?:package lists|state information)|Building dependency tree|Selecting previously unselected package |\(Reading database |Preparing to unpack |Unpacking |Setting up |Processing triggers for |Collecting |Requirement already satisfied: |\(\d+\/\d+\) Installing )/,
      sure: true,
    },
  ],
});
