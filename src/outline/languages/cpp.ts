import { cSyntax } from '../c-family/c-syntax.js';
import { defineLanguage } from '../outline.js';
import { outlineSyntax } from '../syntax/outline-syntax.js';

/** With headers, which are mostly good C++ even where they are C. */
export const cpp = defineLanguage({
  name: 'cpp',
  extensions: [
    '.cpp',
    '.cc',
    '.cxx',
    '.c++',
    '.h',
    '.hpp',
    '.hh',
    '.hxx',
    '.h++',
    '.ipp',
    '.inl',
    '.tpp',
    '.cu',
    '.cuh',
  ],
  outline: (text) => outlineSyntax('cpp', cSyntax, text),
});
